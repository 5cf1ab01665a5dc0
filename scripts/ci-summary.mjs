// Prints the sum of all runners; fails when one failed or left no count.
import { printTally, sumTallies } from './tally.mjs';

const sum = sumTallies();
printTally(sum);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
