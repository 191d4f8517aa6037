/** How long a server waits: for requests to arrive, and for answers when it is to end. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Ports } from '../../src/application/ports.js';
import { PATIENCE } from '../../src/infrastructure/graphql/connections.js';
import { startWorker } from '../../src/infrastructure/runtime.js';
import { startGateway } from '../support/gateway.js';
import { memoryStores } from '../support/stores.js';
