import { serveBuildJobs } from '@fluxts/dev';

serveBuildJobs();
