using System.Text.RegularExpressions;

namespace DockerNet.FakeEngine;

/// <summary>
/// Finds who answers a call. A synchronous handler runs under the model's lock;
/// an asynchronous one takes it where it needs it.
/// </summary>
internal sealed class Router
{
    private readonly Dictionary<string, List<(Regex Path, Func<Call, Task<Answer>> Handle)>> _routes = new(StringComparer.Ordinal);

    public void Map(string method, string template, Func<Call, Answer> handle) =>
        Map(method, template, call =>
        {
            lock (call.Model.Sync)
            {
                return Task.FromResult(handle(call));
            }
        });

    /// <param name="method">The HTTP method.</param>
    /// <param name="template"><c>{id}</c> takes one segment, <c>{id*}</c> several.</param>
    /// <param name="handle">Answers the call.</param>
    public void Map(string method, string template, Func<Call, Task<Answer>> handle)
    {
        var pattern = Regex.Replace(template, @"\{(\w+)(\*?)\}", match => $"(?<{match.Groups[1].Value}>{(match.Groups[2].Length > 0 ? ".+" : "[^/]+")})");
        var key = Key(method, template);
        if (!_routes.TryGetValue(key, out var routes))
        {
            _routes[key] = routes = [];
        }

        routes.Add((new Regex($"^{pattern}$", RegexOptions.ExplicitCapture), handle));
    }

    public Task<Answer> RouteAsync(Call call)
    {
        // net/http answers HEAD where GET is served; the engine routes HEAD by itself.
        if (_routes.TryGetValue(Key(call.Http.Request.Method, call.Path), out var routes))
        {
            foreach (var (path, handle) in routes)
            {
                if (path.Match(call.Path) is { Success: true } match)
                {
                    foreach (Group group in match.Groups)
                    {
                        call.Route[group.Name] = Uri.UnescapeDataString(group.Value);
                    }

                    return handle(call);
                }
            }
        }

        throw EngineError.NotFound("page not found");
    }

    private static string Key(string method, string path)
    {
        var end = path.IndexOf('/', 1);
        return $"{method} {(end < 0 ? path : path[..end])}";
    }
}
