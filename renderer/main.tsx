import '@fontsource-variable/noto-sans-sc';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { tidyAddress } from './place.ts';

tidyAddress();
addEventListener('hashchange', tidyAddress);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App />);
