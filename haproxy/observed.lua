-- LB_ALGORITHM=observed: the weight of a web server follows how long it takes and how much it has to do.

local backend   = "web"
local interval  = 500  -- milliseconds from one look to the next
local smoothing = 0.3  -- how much of a weight is new
local floor     = 10   -- percent: who gets nothing cannot show that they have recovered

-- What a request more would cost there: the mean time of the last ones, in milliseconds, for each that is in progress.
local function cost(stats)
  return (stats.rtime + 1) * (stats.scur + 1)
end

local function look(servers, weights)
  local costs, least = {}, math.huge
  for name, server in pairs(servers) do
    costs[name] = cost(server:get_stats())
    least = math.min(least, costs[name])
  end
  for name, server in pairs(servers) do
    local weight = 100 * least / costs[name]
    weights[name] = (1 - smoothing) * (weights[name] or 100) + smoothing * weight
    server:set_weight(string.format("%d%%", math.max(floor, math.floor(weights[name]))))
  end
end

core.register_task(function()
  local weights = {}
  while true do
    look(core.backends[backend].servers, weights)
    core.msleep(interval)
  end
end)
