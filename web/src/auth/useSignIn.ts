import * as auth from 'aws-amplify/auth';
import { reactive } from 'vue';
import type { SignInFlow } from './flow';
import { createServices } from './services';

const flow = reactive<SignInFlow>({ email: '' });
const services = createServices(flow, auth);

/** The one sign-in of this page. */
export const useSignIn = () => ({ flow, services });
