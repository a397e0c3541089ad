using System.Diagnostics;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>What the examples of the help take for granted: engines with containers, networks, images and volumes, and a folder with files.</summary>
public sealed class ExampleStage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The contexts that examples name beside the engine that is the default.</summary>
    private static readonly string[] Contexts = ["staging", "production"];

    private readonly ModuleSession _session;
    private readonly DirectoryInfo _folder;
    private readonly List<FakeDockerEngine> _engines;
    private readonly EnvironmentVariables _variables;

    private ExampleStage(ModuleSession session, DirectoryInfo folder, List<FakeDockerEngine> engines)
    {
        (_session, _folder, _engines) = (session, folder, engines);
        _variables = new(("DOCKER_HOST", engines[0].Address), ("DOCKER_CONFIG", folder.FullName), ("DOCKER_CONTEXT", null));
    }

    /// <summary>Sets the stage.</summary>
    /// <param name="session">Where the example will run.</param>
    /// <param name="isSwarm">Whether the engine manages a swarm with services.</param>
    public static async Task<ExampleStage> SetAsync(ModuleSession session, bool isSwarm)
    {
        var engines = new List<FakeDockerEngine>();
        for (var i = 0; i <= Contexts.Length; i++)
        {
            engines.Add(await FakeDockerEngine.StartAsync(new() { Name = "node-1", Images = ["nginx:latest", "busybox:latest", "redis:latest", "mysql:8", "alpine:latest"] }));
            Furnish(engines[i]);
        }

        var stage = new ExampleStage(session, Directory.CreateTempSubdirectory("dockernet-"), engines);
        stage.WriteFiles();
        stage.Prepare("$ConfirmPreference = 'None'; Set-Location $args[0]", stage._folder.FullName);
        stage.Prepare("$null = Export-DockerImage nginx, redis ./images.tar");
        if (isSwarm)
        {
            stage.Prepare("""
                $null = Initialize-DockerSwarm 10.0.0.1
                $null = New-DockerNetwork my_overlay_network -Driver overlay -Attachable
                $null = New-DockerService nginx -Name web -Replicas 2 -Port 8081:80 -Label @{ app = 'shop' } -NoResolveImage
                $null = New-DockerService redis -Name store -Network my_overlay_network -NoResolveImage
                """);
            stage.WriteServiceLogs();
        }

        return stage;
    }

    /// <summary>Runs an example as a user would who agrees to all that is asked. One that never ends by itself is stopped after its first output.</summary>
    public IReadOnlyList<ErrorRecord> Run(string code)
    {
        using var shell = _session.Start($"& {{\n{code}\n}}");
        var output = new PSDataCollection<PSObject>();
        var running = Task.Run(() => shell.Invoke(null, output));
        var endless = code.Contains("-Follow", StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();
        while (Task.WaitAny([running], endless ? 50 : 1000) < 0)
        {
            if (endless)
            {
                Happen();
            }

            if ((endless && output.Count > 0) || Stopwatch.GetElapsedTime(started) > Patience)
            {
                shell.Stop();
                Task.WaitAny(running);
                return endless && output.Count > 0 ? [.. shell.Streams.Error] : [new(new TimeoutException(code), "ExampleDoesNotEnd", ErrorCategory.OperationTimeout, code)];
            }
        }

        return [.. running.Exception?.InnerExceptions.OfType<RuntimeException>().Select(e => e.ErrorRecord) ?? [], .. shell.Streams.Error];
    }

    public async ValueTask DisposeAsync()
    {
        _session.Run("Set-Location /");
        _variables.Dispose();
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static void Furnish(FakeDockerEngine engine)
    {
        engine.AddNetwork("my-net", "172.21.0.0/16");
        engine.AddNetwork("back-net", "172.22.0.0/16");
        engine.AddNetwork("old-net", "172.23.0.0/16", labels: new Dictionary<string, string> { ["purpose"] = "test" });
        engine.AddVolume("site", new Dictionary<string, string> { ["app"] = "shop" }).Files.WriteText("/index.html", "<h1>Shop</h1>\n").WriteText("/css/shop.css", "h1 {}\n");
        engine.AddVolume("db-data", new Dictionary<string, string> { ["app"] = "shop" });
        engine.AddVolume("old-data", new Dictionary<string, string> { ["purpose"] = "test" });
        engine.AddVolume();

        var web = engine.AddContainer("web", "nginx:latest", running: true, Configuration("""
            { "Labels": { "app": "shop" }, "ExposedPorts": { "80/tcp": {} },
              "HostConfig": { "PortBindings": { "80/tcp": [ { "HostIp": "", "HostPort": "8080" } ] }, "Binds": [ "site:/usr/share/nginx/html" ] } }
            """), "my-net");
        web.Files.WriteText("/etc/nginx/nginx.conf", "events {}\n");
        web.Files.WriteText("/var/log/nginx/access.log", "GET / 200\nGET /missing 404\n");
        web.Log("GET / 200\nGET /missing 404\n");
        engine.AddContainer("db", "mysql:8", running: true, Configuration("""
            { "Labels": { "app": "shop" }, "Env": [ "MYSQL_DATABASE=shop" ], "HostConfig": { "Binds": [ "db-data:/var/lib/mysql" ] } }
            """), "my-net").Log("ready for connections\n");
        engine.AddContainer("cache", "redis:latest").Files.WriteText("/srv/dump.rdb", "REDIS0011");
        engine.AddContainer("worker", "busybox:latest", running: false, Configuration("""{ "Cmd": [ "sleep", "1000" ] }"""));
        engine.AddContainer("job", "busybox:latest", running: false, Configuration("""{ "Cmd": [ "echo", "done" ] }"""));
    }

    private static JsonObject Configuration(string text) => JsonNode.Parse(text)!.AsObject();

    /// <summary>What those who follow are waiting for.</summary>
    private void Happen()
    {
        _engines[0].Container("web").Log("GET / 200\n");
        _engines[0].Raise("container", "start", _engines[0].Container("web").Id, [new("name", "web")]);
        _engines[0].Raise("container", "die", _engines[0].Container("web").Id, [new("name", "web")]);
        _engines[0].Raise("network", "connect", _engines[0].Network("my-net").Id, [new("name", "my-net")]);
    }

    private void Prepare(string script, params object?[] arguments) => _session.Run(script, arguments).Succeeded();

    private void WriteFiles()
    {
        foreach (var (context, engine) in Contexts.Zip(_engines.Skip(1)))
        {
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(context))).ToLowerInvariant();
            Write($"contexts/meta/{hash}/meta.json", new JsonObject { ["Name"] = context, ["Endpoints"] = new JsonObject { ["docker"] = new JsonObject { ["Host"] = engine.Address } } }.ToJsonString());
        }

        Write("site/index.html", "<h1>Shop</h1>\n");
        Write("nginx.conf", "events {}\n");
        Write("app.env", "COLOR=blue\n");
        Write("dump.sql", "select 1;\n");
        using var rootfs = File.Create(Path.Combine(_folder.FullName, "rootfs.tar"));
        System.Formats.Tar.TarFile.CreateFromDirectory(Path.Combine(_folder.FullName, "site"), rootfs, includeBaseDirectory: false);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>A line of each service, in the frames and with the details that a manager sends.</summary>
    private void WriteServiceLogs()
    {
        foreach (var service in new[] { "web", "store" })
        {
            var task = _session.Run($"@(Get-DockerServiceTask {service})[0]").Single<ServiceTask>();
            // As long as needed for a length whose bytes are characters of ASCII: an answer of the fake engine is text.
            var line = $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffff}00Z com.docker.swarm.node.id={task.NodeId},com.docker.swarm.task.id={task.Id} ready".PadRight(299) + "\n";
            var frame = $"\u0001\0\0\0\0\0\u0001\u002c{line}";
            _engines[0].Respond("GET", $"/services/{task.ServiceId}/logs", frame, contentType: "application/vnd.docker.multiplexed-stream");
        }
    }
}
