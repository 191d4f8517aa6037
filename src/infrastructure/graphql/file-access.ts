/** Who looked at a customer's file: told to the customer by role and purpose, to auditors by name. */
import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { mayReadAudit } from '../../application/access.js';
import { fileAccesses, isAccessPurpose } from '../../application/file-access.js';
import {
  ACCESS_PURPOSES,
  type AccessPurpose,
  type FileAccess,
} from '../../domain/appeal/file-access.js';
import { isId } from '../../domain/identifiers.js';
import { PURPOSE_HEADER } from '../http/authentication.js';
import {
  type ConnectionOf,
  connectionOf,
  decodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from './connection.js';
import type { GatewayContext } from './context.js';
import { enumOf } from './enums.js';
import { GraphQLDateTimeISO } from './scalars.js';

const AccessPurposeEnum = enumOf(
  'AccessPurpose',
  "What somebody of the staff looked at a customer's file for.",
  ACCESS_PURPOSES,
  {
    CUSTOMER_SERVICE: 'To answer or serve the customer.',
    APPEAL_REVIEW: 'To review an appeal.',
    RISK_REVIEW: 'To look at scores and risk.',
    COLLECTIONS: 'To collect what is owed.',
    FRAUD_CHECK: 'To look into fraud.',
    LEGAL: 'For a legal matter.',
    AUDIT: 'To audit.',
  },
);

@ObjectType('FileAccess', {
  simpleResolvers: true,
  description: "A look at a customer's file by somebody of the staff.",
})
export class FileAccessType {
  @Field(() => ID, { description: 'Names the look.' })
  id!: string;
  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  at!: Date;
  @Field(() => String, { description: 'In which role.' })
  role!: string;
  @Field(() => AccessPurposeEnum, { description: 'What for.' })
  purpose!: AccessPurpose;
  @Field(() => Boolean, {
    description: 'Whether the purpose was stated; otherwise it is the usual one of the role.',
  })
  isStated!: boolean;
  @Field(() => [String], { description: 'Which parts: APPEALS, AUDIT, CUSTOMER, RISK_PROFILE.' })
  parts!: readonly string[];
  @Field(() => String, {
    nullable: true,
    description: 'Who, as the issuer names them; for auditors only, null for everybody else.',
  })
  by!: string | null;
}

const NAME = 'FileAccess';
const FileAccessConnection = connectionOf(NAME, () => FileAccessType);

const toFileAccess = ({ actor, at, ...access }: FileAccess, named: boolean): FileAccessType => ({
  ...access,
  at: new Date(at),
  by: named ? actor : null,
});

@Resolver()
export class FileAccessResolver {
  @Query(() => FileAccessConnection, {
    nullable: true,
    description:
      "Who of the staff looked at the signed-in customer's file, newest first; auditors name the " +
      'customer. Null where it is not yours to see.',
  })
  async whoLookedAtMyFile(
    @Args() { first, after }: PageArgs,
    @Arg('customerId', () => ID, {
      nullable: true,
      description: 'The customer; by default the signed-in one.',
    })
    customerId: string | null,
    @Ctx() { actor, ports }: GatewayContext,
  ): Promise<ConnectionOf<FileAccessType> | null> {
    const before = decodeCursor(NAME, after);
    const size = pageSize(first);
    const of = customerId ?? actor.customerId;
    if (of === undefined || !isId(of)) return null;
    const found = await fileAccesses(ports, actor, of, { before, limit: size + 1 });
    if (!found) return null;
    const named = mayReadAudit(actor, of) && actor.customerId !== of;
    const shown = found.map((access) => toFileAccess(access, named));
    return pageOf(NAME, shown, size, before);
  }
}

/** The purpose that a request states; null for none. @throws GraphQLError for an unknown one. */
export function statedPurpose(header: (name: string) => string | undefined): AccessPurpose | null {
  const stated = header(PURPOSE_HEADER);
  if (stated === undefined) return null;
  if (isAccessPurpose(stated)) return stated;
  const known = ACCESS_PURPOSES.join(', ');
  throw new GraphQLError(`The header ${PURPOSE_HEADER} must be one of ${known}.`, {
    extensions: { code: 'PURPOSE_UNKNOWN', http: { status: 400, headers: new HeaderMap() } },
  });
}

/** Writes looks down before the answer goes out; where that fails, nothing is told. */
export const looksWrittenDown = (
  onDefect: (error: unknown) => void,
): ApolloServerPlugin<GatewayContext> => ({
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response }) {
        try {
          await contextValue.writeDownLooks();
        } catch (error) {
          onDefect(error);
          response.http.status = 500;
          response.body = {
            kind: 'single',
            singleResult: {
              errors: [
                {
                  message: 'Something went wrong on our side. Nothing is told that is not logged.',
                  extensions: { code: 'INTERNAL_SERVER_ERROR' },
                },
              ],
            },
          };
        }
      },
    };
  },
});
