import type { Network, Tie } from '../api/types';

/** Beyond so many ties all are whole and a pixel thick: anything else would be a grey cloud. */
export const BULK = 2000;

/** Whether a tie rests on one source alone. */
export function dashed(tie: Tie): boolean {
  return tie.sources === 1;
}

/** Whether the picture of a network has dashed ties. */
export function drawsDashes(network: Network | null): boolean {
  return network !== null && network.edges.length <= BULK && network.edges.some(dashed);
}
