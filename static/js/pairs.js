/** Two pictures of the same view, one over the other: a slider says how much of the later one is seen. */

function follow(pair) {
  const slider = pair.querySelector('input[type=range]');
  const frame = pair.querySelector('.pair-pictures');
  const show = () => frame.style.setProperty('--seen', `${slider.value}%`);
  const pull = ({clientX, buttons, target}) => {
    if (!buttons || !target.closest('img')) return;
    const {left, width} = frame.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    const turned = getComputedStyle(frame).direction === 'rtl';
    slider.value = Math.round(100 * (turned ? share : 1 - share));
    show();
  };
  slider.addEventListener('input', show);
  for (const kind of ['pointerdown', 'pointermove']) frame.addEventListener(kind, pull);
  frame.addEventListener('dragstart', (event) => event.preventDefault());
  pair.classList.add('pair--over');
  show();
}

document.querySelectorAll('[data-pair]').forEach(follow);
