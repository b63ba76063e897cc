-- Ask for the addresses of a file, one after the other, as a browser would.
local addresses, at = {}, 0

function init(arguments)
   for line in io.lines(arguments[1]) do
      addresses[#addresses + 1] = line
   end
   wrk.headers["Accept-Encoding"] = "gzip"
end

function request()
   at = at % #addresses + 1
   return wrk.format("GET", addresses[at])
end

function done(summary, latency)
   io.write(string.format("p95 ms: %.1f\n", latency:percentile(95) / 1000))
end
