/** A button that plays and pauses. Whoever asks for less motion sees the same steps: nothing moves between them. */

const PACE = 900; // milliseconds from one step to the next

export class Player {
  /** `step()` is called at each step; the button's data-play and data-pause are its two names. */
  constructor(button, step) {
    Object.assign(this, {button, step, timer: null});
    this.stop();
  }

  get isPlaying() {
    return this.timer !== null;
  }

  start() {
    this.timer = setInterval(this.step, PACE);
    this.dress(this.button.dataset.pause);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.dress(this.button.dataset.play);
  }

  dress(name) {
    this.button.classList.toggle('is-playing', this.isPlaying);
    this.button.setAttribute('aria-label', name);
    this.button.title = name;
  }
}
