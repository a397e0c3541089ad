using System.Net;
using System.Text;

namespace DockerNet.FakeEngine.Tests;

public sealed class ContainerTests() : EngineTests("nginx", "alpine")
{
    [Fact]
    public async Task It_lives_from_create_to_remove()
    {
        var id = await Client.CreateAsync("web", """{"Image":"nginx","Labels":{"a":"b"}}""");
        Assert.Equal("created", (string?)(await Client.GetAsync("/containers/web/json"))["State"]!["Status"]);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.PostAsync("/containers/web/start")).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await Client.PostAsync("/containers/web/start")).Status);
        await Client.PostAsync("/containers/web/pause");
        var paused = await Client.PostAsync("/containers/web/pause");
        Assert.Equal((HttpStatusCode.Conflict, $"container {id} is already paused"), (paused.Status, paused.Message));
        await Client.PostAsync("/containers/web/unpause");
        var inUse = await Client.DeleteAsync("/containers/web");
        Assert.Equal((HttpStatusCode.Conflict, "cannot remove container \"web\": container is running: stop the container before removing or force remove"), (inUse.Status, inUse.Message));
        Assert.Equal(HttpStatusCode.NoContent, (await Client.PostAsync("/containers/web/restart")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.PostAsync("/containers/web/stop")).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await Client.PostAsync("/containers/web/stop")).Status);
        await Client.PostAsync("/containers/web/rename?name=site");
        Assert.Equal("/site", (string?)(await Client.GetAsync("/containers/" + id[..6] + "/json"))["Name"]);
        await Client.PostAsync("/containers/site/start");
        await Client.PostAsync("/containers/site/kill?signal=SIGKILL");
        Assert.Equal(137, (int?)(await Client.GetAsync("/containers/site/json"))["State"]!["ExitCode"]);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync("/containers/site")).Status);
        var gone = await Client.SendAsync(HttpMethod.Get, "/containers/site/json");
        Assert.Equal((HttpStatusCode.NotFound, "No such container: site"), (gone.Status, gone.Message));
        Assert.Equal(
            ["create", "start", "pause", "unpause", "kill", "die", "stop", "start", "restart", "kill", "die", "stop", "rename", "start", "kill", "die", "destroy"],
            Engine.Events.Where(happened => happened.Type == "container").Select(happened => happened.Action));
    }

    [Fact]
    public async Task Refusals_use_the_engine_s_words()
    {
        var web = Engine.AddContainer("web");
        Assert.Equal($"Conflict. The container name \"/web\" is already in use by container \"{web.Id}\". You have to remove (or rename) that container to be able to reuse that name.", (await Client.PostAsync("/containers/create?name=web", """{"Image":"nginx"}""")).Message);
        Assert.Equal("No such image: nope:latest", (await Client.PostAsync("/containers/create", """{"Image":"nope"}""")).Message);
        Assert.Equal("Invalid container name (a b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", (await Client.PostAsync("/containers/create?name=a%20b", """{"Image":"nginx"}""")).Message);
        Engine.AddContainer("db");
        var rename = await Client.PostAsync("/containers/db/rename?name=web");
        Assert.Equal(HttpStatusCode.Conflict, rename.Status);
        Assert.StartsWith("Error when allocating new name: Conflict.", rename.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_are_published_and_defended()
    {
        await Client.CreateAsync("one", """{"Image":"nginx","HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8080"}]}}}""");
        await Client.PostAsync("/containers/one/start");
        var ports = (await Client.GetAsync("/containers/one/json"))["NetworkSettings"]!["Ports"]!["80/tcp"]!;
        Assert.Equal("""[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}]""", ports.ToJsonString());

        await Client.CreateAsync("two", """{"Image":"nginx","HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8080"}]}}}""");
        var taken = await Client.PostAsync("/containers/two/start");
        Assert.Equal(HttpStatusCode.InternalServerError, taken.Status);
        Assert.Matches(@"driver failed programming external connectivity on endpoint two \([0-9a-f]{64}\): Bind for 0.0.0.0:8080 failed: port is already allocated$", taken.Message);
        Assert.Equal("created", Engine.Container("two").Status);
        Assert.DoesNotContain(Engine.Network("bridge").Containers, container => container.Name == "two");

        await Client.CreateAsync("range", """{"Image":"nginx","HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8080-8085"}]}}}""");
        await Client.PostAsync("/containers/range/start");
        Assert.Equal(8081, Engine.Container("range").Ports[0].HostPort);
        await Client.CreateAsync("any", """{"Image":"nginx","HostConfig":{"PublishAllPorts":true}}""");
        await Client.PostAsync("/containers/any/start");
        Assert.Equal(32768, Engine.Container("any").Ports[0].HostPort);

        await Client.PostAsync("/containers/one/stop");
        Assert.Equal(HttpStatusCode.NoContent, (await Client.PostAsync("/containers/two/start")).Status);
    }

    [Fact]
    public async Task Filters_find_containers()
    {
        Engine.AddNetwork("net1");
        Engine.AddContainer("web", networks: ["net1"]);
        Engine.AddContainer("old", "alpine", running: false);
        await Client.CreateAsync("db", """{"Image":"nginx","Labels":{"app":"db"},"HostConfig":{"Binds":["data:/data"]}}""");

        Assert.Equal(["web"], await Names(""));
        Assert.Equal(["db", "old"], await Names("""{"status":["created"]}"""));
        Assert.Equal(["db"], await Names("""{"label":["app"]}"""));
        Assert.Equal(["web"], await Names("""{"network":["net1"]}"""));
        Assert.Equal(["db"], await Names("""{"volume":["data"]}"""));
        Assert.Equal(["old"], await Names("""{"ancestor":["alpine"]}"""));
        Assert.Equal(["web"], await Names("""{"name":["^/web$"]}"""));

        async Task<IEnumerable<string>> Names(string filters) =>
            (await Client.GetAsync($"/containers/json?all={(filters.Length > 0 ? 1 : 0)}&filters=" + Uri.EscapeDataString(filters))).AsArray().Select(container => ((string)container!["Names"]![0]!)[1..]).Order();
    }

    [Fact]
    public async Task Logs_come_in_frames()
    {
        var web = Engine.AddContainer("web");
        web.Log("one\ntwo\n");
        web.Log("bad\n", isError: true);

        var both = Frames.Split(await Client.Http.GetByteArrayAsync("/containers/web/logs?stdout=1&stderr=1"));
        Assert.Equal(("one\ntwo\n", "bad\n"), both);
        Assert.Equal(("two\n", ""), Frames.Split(await Client.Http.GetByteArrayAsync("/containers/web/logs?stdout=1&tail=1")));
        var stamped = Frames.Split(await Client.Http.GetByteArrayAsync("/containers/web/logs?stdout=1&tail=1&timestamps=1")).Output;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z two\n$", stamped);
        Assert.Equal(HttpStatusCode.BadRequest, (await Client.SendAsync(HttpMethod.Get, "/containers/web/logs")).Status);
    }

    [Fact]
    public async Task Followed_logs_arrive_and_end_with_the_container()
    {
        var web = Engine.AddContainer("web");
        using var response = await Client.Http.GetAsync("/containers/web/logs?stdout=1&follow=1", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();

        web.Log("now\n");
        var frame = new byte[12];
        await stream.ReadExactlyAsync(frame);
        Assert.Equal("now\n", Frames.Split(frame).Output);
        web.Log("last\n");
        web.Exit(3);
        Assert.Equal("last\n", (await Frames.ReadToEndAsync(stream)).Output);
        Assert.Equal(3, web.ExitCode);
    }

    [Fact]
    public async Task Known_commands_run_and_end()
    {
        await Client.CreateAsync("job", """{"Image":"alpine","Cmd":["sh","-c","echo hi; echo no >&2; exit 7"]}""");
        var (stream, head) = await Client.UpgradeAsync("/containers/job/attach?stream=1&stdout=1&stderr=1");
        await using (stream)
        {
            Assert.StartsWith("HTTP/1.1 101 UPGRADED\r\n", head, StringComparison.Ordinal);
            // The docker client ends its direction at once where it has no input.
            stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var wait = Client.PostAsync("/containers/job/wait?condition=next-exit");
            await Engine.WaitForRequestAsync("POST", "/containers/job/wait");
            await Client.PostAsync("/containers/job/start");

            Assert.Equal(("hi\n", "no\n"), await Frames.ReadToEndAsync(stream));
            Assert.Equal(7, (int?)(await wait).Body!["StatusCode"]);
        }
    }

    [Fact]
    public async Task Attached_input_reaches_the_command()
    {
        await Client.CreateAsync("job", """{"Image":"alpine","Cmd":["cat"],"OpenStdin":true,"StdinOnce":true}""");
        var (stream, _) = await Client.UpgradeAsync("/containers/job/attach?stream=1&stdin=1&stdout=1");
        await using (stream)
        {
            await Client.PostAsync("/containers/job/start");
            await stream.WriteAsync("hello"u8.ToArray());
            stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);

            Assert.Equal("hello", (await Frames.ReadToEndAsync(stream)).Output);
            Assert.Equal(0, (int?)(await Client.PostAsync("/containers/job/wait")).Body!["StatusCode"]);
        }
    }

    [Fact]
    public async Task A_run_is_scripted_and_removes_itself()
    {
        Engine.OnRun = call => Task.FromResult<ExecResult?>((string.Join(' ', call.Command) + "\n", "", 4));
        await Client.CreateAsync("job", """{"Image":"alpine","Cmd":["make","it"],"HostConfig":{"AutoRemove":true}}""");
        var wait = Client.PostAsync("/containers/job/wait?condition=removed");
        await Engine.WaitForRequestAsync("POST", "/containers/job/wait");
        await Client.PostAsync("/containers/job/start");

        Assert.Equal(4, (int?)(await wait).Body!["StatusCode"]);
        Assert.Empty(Engine.Containers);
    }

    [Fact]
    public async Task An_exec_runs_a_script_with_input()
    {
        Engine.AddContainer("web");
        Engine.OnExec = async call => call.Command[0] == "greet" ? ($"hello {await call.ReadToEndAsync()}", "oops", 5) : null;
        var id = await Exec("web", """{"Cmd":["greet"],"AttachStdin":true,"AttachStdout":true,"AttachStderr":true}""");
        var (stream, _) = await Client.UpgradeAsync($"/exec/{id}/start", """{"Detach":false,"Tty":false}""");
        await using (stream)
        {
            Assert.True((bool?)(await Client.GetAsync($"/exec/{id}/json"))["Running"]);
            await stream.WriteAsync("world"u8.ToArray());
            stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            Assert.Equal(("hello world", "oops"), await Frames.ReadToEndAsync(stream));
        }

        Assert.Equal(5, (int?)(await Client.GetAsync($"/exec/{id}/json"))["ExitCode"]);
        Assert.Equal(HttpStatusCode.Conflict, (await Client.PostAsync($"/exec/{id}/start", "{}")).Status);
    }

    [Fact]
    public async Task An_exec_knows_a_few_commands()
    {
        Engine.AddContainer("web").Files.WriteText("/etc/motd", "welcome\n");
        Assert.Equal("welcome\n", await Run("""{"Cmd":["cat","/etc/motd"],"AttachStdout":true}"""));
        Assert.Equal("a b\n", await Run("""{"Cmd":["echo","a","b"],"AttachStdout":true}"""));
        Assert.Contains("executable file not found", await Run("""{"Cmd":["nope"],"AttachStdout":true}"""), StringComparison.Ordinal);

        Engine.AddContainer("off", running: false);
        var stopped = await Client.PostAsync("/containers/off/exec", """{"Cmd":["true"]}""");
        Assert.Equal((HttpStatusCode.Conflict, $"container {Engine.Container("off").Id} is not running"), (stopped.Status, stopped.Message));

        async Task<string> Run(string json)
        {
            var (stream, _) = await Client.UpgradeAsync($"/exec/{await Exec("web", json)}/start", "{}");
            await using (stream)
            {
                return (await Frames.ReadToEndAsync(stream)).Output;
            }
        }
    }

    [Fact]
    public async Task A_shell_on_a_terminal_answers()
    {
        Engine.AddContainer("web");
        var id = await Exec("web", """{"Cmd":["sh"],"AttachStdin":true,"AttachStdout":true,"Tty":true}""");
        var (stream, _) = await Client.UpgradeAsync($"/exec/{id}/start", """{"Tty":true}""");
        await using (stream)
        {
            Assert.Equal(HttpStatusCode.OK, (await Client.PostAsync($"/exec/{id}/resize?h=24&w=80")).Status);
            await stream.WriteAsync("echo hi\nexit 3\n"u8.ToArray());
            using var all = new MemoryStream();
            await stream.CopyToAsync(all);
            Assert.Equal("/ # echo hi\r\nhi\r\n/ # exit 3\r\n", Encoding.UTF8.GetString(all.ToArray()));
        }

        Assert.Equal(3, (int?)(await Client.GetAsync($"/exec/{id}/json"))["ExitCode"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_ends_its_exec(bool input)
    {
        Engine.AddContainer("web");
        var id = await Exec("web", $$"""{"Cmd":["sleep","infinity"],"AttachStdin":{{(input ? "true" : "false")}},"AttachStdout":true}""");
        var (stream, _) = await Client.UpgradeAsync($"/exec/{id}/start", "{}");
        Assert.Single(Engine.OpenRequests);

        await stream.DisposeAsync();
        await Engine.WaitForQuietAsync();
        Assert.Equal(137, (int?)(await Client.GetAsync($"/exec/{id}/json"))["ExitCode"]);
    }

    [Fact]
    public async Task Events_are_streamed()
    {
        using var response = await Client.Http.GetAsync("/events?filters=" + Uri.EscapeDataString("""{"type":["container"],"event":["start","die"]}"""), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Engine.AddContainer("web").Exit(1);

        Assert.Contains("\"Action\":\"start\"", await lines.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Contains("\"exitCode\":\"1\"", await lines.ReadLineAsync(), StringComparison.Ordinal);
        var past = await Client.Http.GetStringAsync($"/events?since=0.1&until={DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 0}");
        Assert.DoesNotContain("nothing", past, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_and_shared_namespaces_need_someone_running()
    {
        Engine.AddContainer("db", running: false);
        await Client.CreateAsync("web", """{"Image":"nginx","HostConfig":{"Links":["db:data"]}}""");
        Assert.Contains("Cannot link to a non running container: /db AS /web/data", (await Client.PostAsync("/containers/web/start")).Message, StringComparison.Ordinal);
        await Client.CreateAsync("side", """{"Image":"nginx","HostConfig":{"NetworkMode":"container:db"}}""");
        Assert.Equal(HttpStatusCode.Conflict, (await Client.PostAsync("/containers/side/start")).Status);
        var both = await Client.PostAsync("/containers/create", """{"Image":"nginx","HostConfig":{"NetworkMode":"container:db","PortBindings":{"80/tcp":[]}}}""");
        Assert.Equal("conflicting options: port publishing and the container type network mode", both.Message);
    }

    [Fact]
    public async Task An_update_changes_only_what_it_says()
    {
        Engine.AddContainer("web");
        await Client.PostAsync("/containers/web/update", """{"Memory":0,"CpuShares":512,"RestartPolicy":{"Name":"always"}}""");

        var host = (await Client.GetAsync("/containers/web/json"))["HostConfig"]!;
        Assert.Equal(512, (int?)host["CpuShares"]);
        Assert.Equal("always", (string?)host["RestartPolicy"]!["Name"]);
        Assert.Equal("Minimum memory limit allowed is 6MB", (await Client.PostAsync("/containers/web/update", """{"Memory":5}""")).Message);
    }

    private async Task<string> Exec(string container, string json)
    {
        var (status, body, message) = await Client.PostAsync($"/containers/{container}/exec", json);
        Assert.True(status == HttpStatusCode.Created, message);
        return (string)body!["Id"]!;
    }
}
