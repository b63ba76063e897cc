/** A page with a map of sites, and what belongs to it. Of these each finds its own elements, or does nothing. */

import './intro.js';
import './state.js';
import './follow.js';
import './search.js';
import './share.js';
import './drawer.js';
import './time.js';
import './area/door.js';
