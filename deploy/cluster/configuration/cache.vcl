vcl 4.1;

import std;

backend front {
    .host = "$front";
    .port = "8081";
    .connect_timeout = 2s;
    .first_byte_timeout = 120s;
}

sub vcl_recv {
    # What is old is shown for a moment while it is asked for anew, and for an hour where nobody answers.
    set req.grace = 2s;
    if (req.restarts > 0) {
        set req.grace = 1h;
    }
}

sub vcl_backend_response {
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    if (bereq.method == "GET" && beresp.status == 200 && beresp.http.Cache-Control ~ "public") {
        if (beresp.http.Cache-Control !~ "(s-maxage|max-age)=[1-9]") {
            set beresp.ttl = $kept;
        }
        set beresp.grace = 1h;
        return (deliver);
    }
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        return (restart);
    }
}

sub vcl_synth {
    if (resp.status >= 500 && req.restarts == 0) {
        return (restart);
    }
}
