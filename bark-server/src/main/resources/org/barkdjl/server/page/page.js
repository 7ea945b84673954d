'use strict';
fetch('v1/options')
  .then((response) => response.json())
  .then(({model, device}) => {
    document.getElementById('model').textContent = model ? `${model} on ${device}` : 'not ready';
  });
