import { save, savePng, saveSvg } from '../export/save';
import { number, t } from '../messages/messages.svelte';
import type { Explorer } from '../state/explorer.svelte';
import { ADDRESSES, atlas } from './atlas';
import { mapColours } from './colours';
import { asGeoJson } from './geojson';
import { mapScene } from './scene';

const NAME = 'koinon-map';

/** Keep the map as a picture, on white whatever the screen shows. */
export async function takeMap(explorer: Explorer, form: 'svg' | 'png', caption: string[]): Promise<void> {
  const geography = explorer.map;
  if (!geography) return;
  const { look, borders } = explorer.view;
  const said = {
    places: t('map.legend.places'),
    vague: t('map.legend.vague'),
    pairs: t('map.legend.pairs'),
    nowhere: geography.total.nowhere ? t('map.nowhere', { n: geography.total.nowhere }) : t('map.everywhere'),
    ground: t(borders ? 'map.borders.of' : 'map.land.of'),
  };
  const counts = t('map.counts', { n: geography.total.activities, places: number(geography.total.places), pairs: number(geography.total.edges) });
  const scene = mapScene(geography, await atlas(ADDRESSES.fine), look, borders, mapColours(false), said, [counts, ...caption]);
  if (form === 'svg') saveSvg(scene, NAME);
  else await savePng(scene, NAME);
}

/** Keep the map as data for a geographic information system. */
export function takeGeoJson(explorer: Explorer): void {
  if (explorer.map) save(`${NAME}.geojson`, new Blob([JSON.stringify(asGeoJson(explorer.map))], { type: 'application/geo+json' }));
}
