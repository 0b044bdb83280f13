import { mount } from 'svelte';
import '../explorer.css';
import { speech } from '../messages/messages.svelte';
import { Theme } from '../shell/theme.svelte';
import { Endpoint } from './asking';
import { Desk, type Told } from './desk.svelte';
import Screen from './Screen.svelte';
import './sparql.css';

// What the server made can be read without this script, which takes its place.
const told = JSON.parse(document.getElementById('told')?.textContent ?? 'null') as Told | null;
if (told) {
  speech.begin();
  const example = document.querySelector<HTMLTextAreaElement>('#query')?.value ?? '';
  const desk = new Desk(new Endpoint((...asked) => fetch(...asked), told.base, speech.language), told, example);
  const target = document.createElement('div');
  target.id = 'explorer';
  document.body.replaceChildren(target);
  mount(Screen, { target, props: { desk, theme: new Theme() } });
}
