import { formatPlace } from '@fluxts/base';
import type { Account } from './account.ts';
import type { ArtifactFacts, KustomizationFacts, Lane } from './facts.ts';
import { unreferencedFiles } from '@fluxts/flux-api';
import { isBuiltFrom } from './listing.ts';
import { fluxText, shellWord } from './names.ts';
import type { Seen } from './explanation.ts';

/**
 * Which Kustomization covers the path, and does its build read it?
 * @returns the one that covers it; `undefined` when none does or it could not be seen
 */
export function buildStation(
  account: Account,
  path: string,
  lane: Lane,
): KustomizationFacts | undefined {
  if (lane.judgedByClone) account.note('judged by the files of the clone');
  const reading = lane.kustomizations.find(({ build }) => build.seen && build.value.readsPath);
  if (reading !== undefined) {
    account.ok(`${fluxText(reading.object)} builds it (spec.path ${pathOf(reading)})`);
    return reading;
  }
  const covering = lane.kustomizations.find(({ build }) => build.seen && build.value.covers);
  if (covering === undefined) {
    const told = lane.kustomizations.find(({ object }) => unreferencedFiles(object).includes(path));
    if (told === undefined) return nobodyCovers(account, path, lane);
    toldUnlisted(account, path, told);
    return told;
  }
  if (!covering.build.seen) return covering;
  const { error, listing } = covering.build.value;
  if (error !== undefined) return covering;
  account.ok(`${fluxText(covering.object)} covers it (spec.path ${pathOf(covering)})`);
  if (listing !== undefined && !account.decided) {
    notListed(account, path, listing, lane.artifact);
  }
  return covering;
}

function notListed(
  account: Account,
  path: string,
  listing: { readonly file: string; readonly entry: string },
  artifact: Seen<ArtifactFacts>,
): void {
  const manifest = !artifact.seen || artifact.value.kinds.length > 0;
  account.problem(`${path} is not listed in ${listing.file}`, {
    verdict: 'not-in-cluster',
    headline: `${path} is not listed in ${listing.file}, so it is no part of the build.`,
    next: manifest
      ? [
          `edit ${listing.file} and add under "resources:"`,
          `  - ${listing.entry}`,
          'then commit and push',
        ]
      : [
          `${path} holds no Kubernetes object: it may be meant as a patch or for a generator`,
          `name it in ${listing.file} where it belongs: ${listing.entry}`,
        ],
  });
}

/** The controller has noted it, which is enough where the files themselves cannot be looked at. */
function toldUnlisted(account: Account, path: string, told: KustomizationFacts): void {
  account.problem(`${fluxText(told.object)} says that no kustomization.yaml refers to ${path}`, {
    verdict: 'not-in-cluster',
    headline: `${path} is listed in no kustomization.yaml, so it is no part of the build.`,
    next: ['add it under "resources:" of the kustomization.yaml beside it', 'then commit and push'],
  });
}

/** @returns the Kustomization that would cover the path, were its build to be seen */
function nobodyCovers(account: Account, path: string, lane: Lane): KustomizationFacts | undefined {
  const likely = lane.kustomizations.find(
    ({ object, build }) => !build.seen && isBuiltFrom(path, object),
  );
  const hidden = (likely === undefined ? lane.kustomizations : [likely]).flatMap(
    ({ object, build }) => (build.seen ? [] : [`${fluxText(object)}: ${build.reason}`]),
  );
  for (const reason of hidden.slice(0, 3)) account.unseen(`build of ${reason}`);
  if (hidden.length === 0 && !account.decided) noneBuilds(account, path, lane);
  return likely;
}

function noneBuilds(account: Account, path: string, lane: Lane): void {
  const failing = lane.kustomizations.find(
    ({ build }) => build.seen && build.value.undecided === true,
  );
  if (failing !== undefined) {
    const name = fluxText(failing.object);
    const error = buildErrorText(failing) ?? '';
    account.problem(`${name} does not build: ${error}`, {
      verdict: 'unknown',
      headline: `${name} does not build, so it cannot be told whether it takes ${path}: ${error}`,
      next: [
        `flux build kustomization ${failing.object.metadata.name} -n ${failing.object.metadata.namespace} --path ${shellWord(pathOf(failing))}   # shows it locally`,
      ],
    });
    return;
  }
  const others = lane.kustomizations.map((one) => `${fluxText(one.object)} builds ${pathOf(one)}`);
  account.problem(`no Kustomization of ${fluxText(lane.source)} covers ${path}`, {
    verdict: 'not-in-cluster',
    headline: `no Kustomization builds ${path}.`,
    next:
      others.length === 0
        ? [
            `flux create kustomization NAME --source=GitRepository/${lane.source.metadata.name} --path=./… -n ${lane.source.metadata.namespace}`,
          ]
        : [
            ...others.slice(0, 5),
            'move the file below one of these paths, or refer to it from there',
          ],
  });
}

/** Says what the build itself fails of, as the controller would. */
export function buildErrorText(facts: KustomizationFacts): string | undefined {
  if (!facts.build.seen || facts.build.value.error === undefined) return undefined;
  const { message, place } = facts.build.value.error;
  return place === undefined || message.includes(place.file)
    ? message
    : `${formatPlace(place)}: ${message}`;
}

function pathOf({ object }: KustomizationFacts): string {
  return object.spec.path ?? './';
}
