/** What is told about documents that customers hand in. */
import type { Text } from '../domain/wording.js';

export const EVIDENCE_MESSAGES = {
  EVIDENCE_UNAUTHENTICATED: {
    en: 'Please sign in; a valid access token is needed.',
    zh: '请先登录；需要有效的访问令牌。',
  },
  EVIDENCE_SERVICE_UNAVAILABLE: {
    en: 'We cannot check who you are at the moment. Please try again in a few seconds.',
    zh: '目前无法核实您的身份，请几秒后重试。',
  },
  EVIDENCE_KIND_INVALID: {
    en: 'Please say what kind of document this is: {kinds}.',
    zh: '请说明文件的种类：{kinds}。',
  },
  EVIDENCE_TOO_LARGE: {
    en: 'The document is too large: it may have at most {mebibytes} MB.',
    zh: '文件过大：最大为 {mebibytes} MB。',
  },
  EVIDENCE_TYPE_NOT_ACCEPTED: {
    en: 'We cannot take this document. Please send a PDF, or a picture as PNG or JPEG, as it is: not packed, undamaged, and with no program, no attachment and nothing else in the file. Printing it to a new PDF often helps.',
    zh: '无法接收此类文件。请直接提交 PDF 文件，或 PNG、JPEG 图片；文件不得压缩打包或损坏，也不得夹带程序、附件或其他内容。重新打印为新的 PDF 后提交通常可以解决。',
  },
  EVIDENCE_TRUNCATED: {
    en: 'The document did not arrive whole: its end is missing. Please send it again.',
    zh: '文件不完整：缺少结尾部分。请重新提交。',
  },
  EVIDENCE_TOO_SLOW: {
    en: 'The document took too long to arrive, and nothing of it was kept. Please try again on a better connection.',
    zh: '文件传输时间过长，未予保存。请在网络状况较好时重试。',
  },
  EVIDENCE_TOO_MANY_PIXELS: {
    en: 'The picture is too large: it may have at most {megapixels} million pixels. Please scan it at a lower resolution.',
    zh: '图片过大：像素数最多为 {megapixels} MP（1 MP 为 100 万像素）。请以较低的分辨率重新扫描。',
  },
  EVIDENCE_UNPACKS_TOO_LARGE: {
    en: 'The document is packed too tightly: unfolded it may have at most {megabytes} MB. Please hand it in with fewer pages or pictures at a time, or at a lower resolution.',
    zh: '文件解压后过大：解压后最多为 {megabytes} MB。请减少页数或图片数量分次提交，或降低分辨率。',
  },
  EVIDENCE_PROTECTED: {
    en: 'The document is protected, so that we cannot look into it. Please open it, print it to a new PDF without protection, and hand in that one.',
    zh: '文件设有保护，我们无法查看其内容。请打开文件，另存或打印为不受保护的新 PDF 后提交。',
  },
  EVIDENCE_EMPTY: { en: 'The document is empty.', zh: '文件为空。' },
  EVIDENCE_TOO_MANY_DOCUMENTS: {
    en: 'You have handed in {most} documents within {days} days, and there is no room for more at present. Use them for an appeal, or hand in further ones later: those that no appeal names are removed after {days} days.',
    zh: '您在{days}天内已提交{most}份文件，目前已达上限。请将其用于申诉，或稍后再提交：未用于申诉的文件将在{days}天后删除。',
  },
  EVIDENCE_BUSY: {
    en: 'Too many documents are being handed in at this moment. Please try again in a few seconds.',
    zh: '当前提交文件的请求过多，请几秒后重试。',
  },
  EVIDENCE_NOT_HERE: {
    en: 'There is no such document that you may see.',
    zh: '没有您可以查看的这份文件。',
  },
  EVIDENCE_PURPOSE_UNKNOWN: {
    en: 'The purpose of looking at a file must be one of {purposes}.',
    zh: '查看档案的目的必须为以下之一：{purposes}。',
  },
  EVIDENCE_METHOD_NOT_ALLOWED: {
    en: 'Documents are handed in by POST at /evidence and read by GET at /evidence/ and their id.',
    zh: '请以 POST 方式向 /evidence 提交文件，以 GET 方式从 /evidence/ 加编号读取文件。',
  },
  EVIDENCE_DEFECT: {
    en: 'Something went wrong on our side. Nothing of the document was kept.',
    zh: '系统出现错误，文件未予保存。',
  },
} as const satisfies Record<string, Text>;
