import type { NetworkNode, RolePair, Tie } from '../api/types';

/** A notation as words: `co-organiser` stays, `ethnographic_museum` and `academicInstitution` are spelled out. */
export function spelled(notation: string | null): string {
  if (!notation) return '';
  return notation.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, (_, low: string, high: string) => `${low} ${high.toLowerCase()}`);
}

/** A span of years; what no source dates is told by a dash. */
export function years(first: number | null, last: number | null): string {
  if (first === null && last === null) return '–';
  return first === last || last === null ? String(first) : `${first ?? ''}–${last}`;
}

/** A tie as seen from one of its ends. */
export interface Partner {
  id: string;
  tie: Tie;
  /** Roles of this end and of the partner, the most frequent first. */
  roles: RolePair[];
}

/** The partners of a node, those with most shared activities first. */
export function partners(node: NetworkNode, ties: Tie[]): Partner[] {
  return ties
    .filter((tie) => tie.source === node.id || tie.target === node.id)
    .map((tie) =>
      tie.source === node.id
        ? { id: tie.target, tie, roles: tie.roles }
        : { id: tie.source, tie, roles: tie.roles.map(([here, there, count]): RolePair => [there, here, count]) },
    )
    .sort((a, b) => b.tie.activities - a.tie.activities || b.tie.weight - a.tie.weight);
}

/** The two roles that a partner plays most, in words. */
export function rolesOf(partner: Partner): string {
  return [...new Set(partner.roles.map(([, there]) => spelled(there)))].slice(0, 2).join(', ');
}
