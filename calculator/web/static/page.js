// Comfort for those whose browser runs scripts; everything works without it.
"use strict";

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const sized = (bytes) => bytes < 1048576
  ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

// Choosing files: dropped ones, a list of them, and how far they are sent.
each("form[data-upload]", (form) => {
  const input = form.querySelector("input[name=file]");
  const zone = form.querySelector(".drop");
  const list = form.querySelector(".chosen");
  const sending = form.querySelector(".sending");
  const [told, bar] = sending.children;
  const button = form.querySelector("button.first");

  const show = () => {
    list.replaceChildren(...Array.from(input.files, (file) => {
      const line = document.createElement("li");
      const size = document.createElement("span");
      size.textContent = sized(file.size);
      line.append(file.name, size);
      return line;
    }));
    list.hidden = input.files.length === 0;
  };
  const say = (text) => { sending.hidden = false; told.textContent = text; };
  const stop = (text) => { bar.hidden = true; button.disabled = false; say(text); };

  zone.classList.add("scripted");
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    zone.addEventListener(name, () => zone.classList.remove("over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    show();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const most = Number(form.dataset.most);
    const size = Array.from(form.querySelectorAll("input[type=file]"))
      .flatMap((field) => Array.from(field.files)).reduce((sum, file) => sum + file.size, 0);
    if (size > most) {
      stop(form.dataset.tooLarge.replace("##", sized(most)).replace("#", sized(size)));
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (sent) => {
      const part = Math.round((100 * sent.loaded) / sent.total);
      bar.value = part;
      say(part < 100 ? `${form.dataset.sending} ${part}%` : form.dataset.sent);
    });
    request.addEventListener("load", () => {
      if (request.responseURL.includes("/r/")) {
        window.location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const problems = Array.from(page.querySelectorAll("#problems p"), (p) => p.textContent);
      stop(problems.join("\n") || form.dataset.failed);
    });
    request.addEventListener("error", () => stop(form.dataset.failed));
    bar.hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
    say(form.dataset.sending);
  });
});

// A page that waits for a calculation: what it is doing, and then the result.
each("[data-progress]", (section) => {
  const told = section.querySelector("[role=status]");
  const bar = section.querySelector("progress");
  const read = section.querySelector("[data-read]");
  const ask = async () => {
    try {
      const answer = await fetch(section.dataset.progress);
      const now = await answer.json();
      if (!answer.ok || now.state === "over") {
        window.location.reload();
        return;
      }
      told.textContent = now.ahead
        ? told.dataset.waiting.replace("#", now.ahead) : told.dataset.running;
      if (now.files) {
        bar.max = now.files;
        bar.value = now.read;
        read.textContent = read.dataset.read.replace("##", now.files).replace("#", now.read);
      }
    } catch {
      // The server may be starting again: ask once more.
    }
    setTimeout(ask, 700);
  };
  setTimeout(ask, 400);
});

// Tables that are on the page as a whole are sorted here.
each("table[data-sortable]", (table) => {
  const body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const given = Array.from(body.rows);
  const order = new Map(given.map((row, place) => [row, place]));
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    const link = head.querySelector("a");
    button.append(...(link ?? head).childNodes);
    if (link) button.title = link.title;
    head.replaceChildren(button);
    if (!head.hasAttribute("aria-sort")) head.setAttribute("aria-sort", "none");
    const isNumber = head.classList.contains("number");
    const value = (row) => {
      const cell = row.cells[column];
      const text = cell.dataset.value ?? cell.textContent.trim();
      return isNumber ? (text === "" ? NaN : Number(text.replaceAll(",", ""))) : text;
    };
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      // Numbers begin with the largest, names with the first; the third time as it was given.
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const next = before === first ? second : before === second ? "none" : first;
      for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      body.append(...given.toSorted((a, b) => {
        if (next === "none") return order.get(a) - order.get(b);
        const [x, y] = [value(a), value(b)];
        if (isNumber && (isNaN(x) || isNaN(y))) return isNaN(x) - isNaN(y);
        return sign * (isNumber ? x - y : collator.compare(x, y)) || order.get(a) - order.get(b);
      }));
    });
  });
});

// Filters act at once: here where all rows are on the page, else by asking the server.
each("form[data-filter]", (form) => {
  const rows = Array.from(document.querySelectorAll("#townships tbody tr"));
  const told = document.querySelector("[data-shown]");
  const fields = Array.from(form.querySelectorAll("select, input[type=search]"));
  if (!("whole" in form.dataset)) {
    each("form[data-filter] select", (select) => {
      select.addEventListener("change", () => form.requestSubmit());
    });
    return;
  }
  const button = form.querySelector("button");
  const filter = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fields.every((field) => {
        const wanted = field.value.trim().toLowerCase();
        if (!wanted) return true;
        return field.type === "search"
          ? row.dataset.text.toLowerCase().includes(wanted)
          : row.getAttribute(`data-${field.name}`) === field.value;
      });
      shown += !row.hidden;
    }
    told.textContent = told.dataset.shown.replace("#", shown);
  };
  button.hidden = true;
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  fields.forEach((field) => field.addEventListener("input", filter));
  form.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    fields.forEach((field) => { field.value = ""; });
    filter();
  });
});

// On a narrow screen the tab one is at is brought into sight.
each(".tabs [aria-current]", (tab) => {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
});
