import { watchBanner } from './banner.js';
import { watchConnection } from './connection.js';
import { startList } from './list.js';
import { watchSign } from './sign.js';

watchConnection();
watchBanner();
watchSign(startList());
