/** Two pictures of the same view, one over the other: a slider says where the earlier one ends and the later one begins. */

function follow(pair) {
  const slider = pair.querySelector('input[type=range]');
  const frame = pair.querySelector('.pair-pictures');
  const later = frame.querySelector('.pair-after img');
  const show = () => frame.style.setProperty('--edge', `${slider.value}%`);
  const pull = ({clientX, buttons, target}) => {
    if (!buttons || !target.closest('img')) return;
    const {left, width} = frame.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    const turned = getComputedStyle(frame).direction === 'rtl';
    slider.value = Math.round(100 * (turned ? 1 - share : share));
    show();
  };
  slider.addEventListener('input', show);
  for (const kind of ['pointerdown', 'pointermove']) frame.addEventListener(kind, pull);
  frame.addEventListener('dragstart', (event) => event.preventDefault());
  pair.classList.add('pair--over');
  frame.style.setProperty('--shape', later.getAttribute('width') / later.getAttribute('height'));
  show();
}

document.querySelectorAll('[data-pair]').forEach(follow);
