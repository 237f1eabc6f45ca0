import { type Component, defineAsyncComponent } from 'vue';
import LoadFailed from '../components/LoadFailed.vue';
import type * as OtherSteps from './otherSteps';

/** A step that is loaded when it is shown. */
export const loadStep = (name: keyof typeof OtherSteps) =>
  defineAsyncComponent({
    loader: () => import('./otherSteps').then((steps): Component => steps[name]),
    errorComponent: LoadFailed,
  });
