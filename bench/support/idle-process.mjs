// Does nothing. What stalls this process is the machine's doing, and hits the others as well.
import { answerMeasurements } from './measure.mjs';

answerMeasurements();
process.send({ type: 'ready' });
