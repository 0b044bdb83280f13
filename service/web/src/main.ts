import { mount } from 'svelte';
import { Client } from './api/client';
import './explorer.css';
import { speech } from './messages/messages.svelte';
import App from './shell/App.svelte';
import { Theme } from './shell/theme.svelte';
import { Explorer } from './state/explorer.svelte';

const target = document.getElementById('explorer');
if (target) {
  speech.begin();
  const client = new Client((...asked) => fetch(...asked), speech.language);
  const explorer = new Explorer(client, target.dataset.base ?? `${location.origin}/`);
  mount(App, { target, props: { explorer, theme: new Theme() } });
}
