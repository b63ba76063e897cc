# Varnish (7.1, as in Debian 12) in front of the server, as /etc/varnish/default.vcl: docs/how-to/cache.md.
# It keeps what the server lets it keep (SHARED_CACHE_SECONDS), and nothing else. Something else in front of it brings
# HTTPS, writes X-Forwarded-For anew and X-Forwarded-Proto. Varnish adds a second address to the first: PROXIES=2.
vcl 4.1;

import std;

backend server {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 120s;  # the first reader of a whole file waits for it to be made
    .between_bytes_timeout = 60s;
}

sub vcl_recv {
    call vcl_req_host;
    unset req.http.X-Shared;
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk, what watches over the server, and what bears a secret in its address; whoever has signed in.
    if (req.url ~ "^/(admin|healthz|metrics)([/?]|$)" || req.url ~ "^(/(ar|fr|uk))?/(follow|corrections)/"
        || req.http.Authorization || req.http.Cookie ~ "(^|;\s*)(__Host-)?session=") {
        return (pass);
    }
    unset req.http.Cookie;
    set req.http.X-Shared = "yes";
    call untrack;
    set req.url = std.querysort(regsub(req.url, "\?$", ""));
    call tell_apart;
    return (hash);
}

# What other sites append to follow readers about leads to the address without it, as the server would (sites/terms).
sub untrack {
    if (req.url ~ "^/[^/]" && req.url ~ "[?&](utm_[^=&]*|fbclid|gclid|igshid|mc_cid|mc_eid|msclkid|yclid)(=|&|$)") {
        set req.http.X-Untracked = regsub(
            regsuball(
                req.url,
                "(?<=[?&])(utm_[^=&]*|fbclid|gclid|igshid|mc_cid|mc_eid|msclkid|yclid)(=[^&]*)?(&|$)",
                ""
            ),
            "[?&]$",
            ""
        );
        return (synth(302));
    }
}

# Of what readers say of themselves only what changes an answer, in as few words as there are answers.
sub tell_apart {
    # The door (sites/tongues): a page of this site leads to it, or it leads to the first language it knows.
    if (req.url ~ "^/(\?|$)") {
        if (req.http.Sec-Fetch-Site == "same-origin"
            || (!req.http.Sec-Fetch-Site && regsub(req.http.Referer, "^https?://([^/]*)/.*$", "\1") == req.http.Host)) {
            set req.http.Sec-Fetch-Site = "same-origin";
            unset req.http.Accept-Language;
        } else {
            set req.http.Sec-Fetch-Site = "none";
            set req.http.Accept-Language = regsub(
                std.tolower(req.http.Accept-Language) + ",en",
                "^.*?(?:^|[,\s])(en|ar|fr|uk)(?=[-,;\s]|$).*$",
                "\1"
            );
        }
    } else {
        unset req.http.Sec-Fetch-Site;
        unset req.http.Accept-Language;
    }
    unset req.http.Referer;
    # The interface for programs is a page for people, too.
    if (req.url ~ "^/api/") {
        if (req.http.Accept !~ "text/") {
            set req.http.Accept = "application/json";
        } else if (req.http.Accept ~ "^text/html *(,|$)" && req.http.Accept !~ "json") {
            set req.http.Accept = "text/html";
        }
    }
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);  # pages name their own address; Varnish goes on with host and path
}

sub vcl_backend_fetch {
    unset bereq.http.X-Untracked;
    if (!bereq.uncacheable) {
        set bereq.first_byte_timeout = 15s;  # older than that, nothing begins to be kept
    }
    unset bereq.http.X-Shared;
}

sub vcl_backend_response {
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    if (beresp.http.Set-Cookie || beresp.http.Vary ~ "(?i)cookie|\*"
        || beresp.http.Cache-Control !~ "(s-maxage|max-age)=[1-9]"
        || beresp.http.Cache-Control ~ "private|no-store|no-cache"
        || std.integer(beresp.http.Content-Length, 0) > 10000000) {
        set beresp.ttl = 60s;  # how long it remembers not to make others wait for it
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    # 15 seconds at most until an answer begins, 40 during which it is fresh, 5 while it is fetched anew: a minute.
    if (beresp.http.Cache-Control ~ "s-maxage" && beresp.ttl > 40s) {
        set beresp.ttl = 40s;
    }
    set beresp.grace = 5s;
    set beresp.keep = 120s;  # only to be asked for: the server says in a few bytes that it still stands
    return (deliver);
}

sub vcl_backend_error {
    unset beresp.http.Server;
    set beresp.http.Content-Type = "text/plain; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "10";
    synthetic("The server does not answer at this moment. Nothing was changed. Try again shortly." + {"
"});
    return (deliver);
}

sub vcl_deliver {
    if (!req.http.X-Shared) {
        set resp.http.X-Cache = "pass";
    } else if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
    # Another cache behind this one asks each time, as browsers do: two would add up to more than a minute.
    set resp.http.Cache-Control = regsub(resp.http.Cache-Control, "s-maxage=\d+, ", "");
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}

sub vcl_synth {
    set resp.http.X-Cache = "hit";
    unset resp.http.Server;
    unset resp.http.X-Varnish;
    if (resp.status == 302) {
        set resp.http.Location = req.http.X-Untracked;
        set resp.http.Cache-Control = "public, no-cache";
        synthetic("");
        return (deliver);
    }
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    synthetic("This request cannot be read." + {"
"});
    return (deliver);
}
