/** Sums of products over all rows: where a fit spends its time. */

/** Σ weight × column × column for each pair of columns, the constant 1 being the last. */
export function informationOf(
  columns: readonly Float64Array[],
  weight: Float64Array,
): Float64Array[] {
  const size = columns.length + 1;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const weighted = new Float64Array(weight.length);
  for (const [at, column] of columns.entries()) {
    let sum = 0;
    for (let row = 0; row < weighted.length; row += 1) {
      const value = (weight[row] as number) * (column[row] as number);
      weighted[row] = value;
      sum += value;
    }
    (matrix[at] as Float64Array)[size - 1] = sum;
    (matrix[size - 1] as Float64Array)[at] = sum;
    for (let other = at; other < columns.length; other += 1) {
      const value = dot(weighted, columns[other] as Float64Array);
      (matrix[at] as Float64Array)[other] = value;
      (matrix[other] as Float64Array)[at] = value;
    }
  }
  (matrix[size - 1] as Float64Array)[size - 1] = weight.reduce((sum, each) => sum + each, 0);
  return matrix;
}

/** Four sums at a time: one alone waits for each addition before it. */
export function dot(left: Float64Array, right: Float64Array): number {
  const rows = left.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    a += (left[row] as number) * (right[row] as number);
    b += (left[row + 1] as number) * (right[row + 1] as number);
    c += (left[row + 2] as number) * (right[row + 2] as number);
    d += (left[row + 3] as number) * (right[row + 3] as number);
  }
  for (; row < rows; row += 1) a += (left[row] as number) * (right[row] as number);
  return a + b + c + d;
}
