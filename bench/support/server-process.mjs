// The embedded API server as a process of its own, so that its load and memory are told apart from the
// controllers'. Answers `measure` messages like the controllers' process does.
import { startApiServer } from '../../packages/apiserver/dist/index.js';
import { answerMeasurements } from './measure.mjs';

const server = await startApiServer({ dataDir: process.argv[2] });
answerMeasurements();
process.send({ type: 'ready', kubeconfig: server.kubeconfig });
