using System.Diagnostics;
using System.Net;

namespace DockerNet.FakeEngine.Tests;

public sealed class FaultTests : EngineTests
{
    [Fact]
    public async Task A_status_is_answered_once_and_nothing_changes()
    {
        Engine.AddNetwork("net1");
        Engine.AddContainer("web");
        Engine.Fail("POST", "/networks/*/connect", Fault.Status(500, "boom"));

        var first = await Client.PostAsync("/v1.41/networks/net1/connect", """{"Container":"web"}""");
        Assert.Equal((HttpStatusCode.InternalServerError, "boom"), (first.Status, first.Message));
        Assert.DoesNotContain("net1", Engine.Container("web").Endpoints.Keys);
        Assert.Equal(HttpStatusCode.OK, (await Client.PostAsync("/networks/net1/connect", """{"Container":"web"}""")).Status);
    }

    [Fact]
    public async Task It_strikes_when_the_script_says()
    {
        var script = Engine.Fail("GET", "/volumes/**", Fault.Status(503, "later")).After(1).Times(2);
        Engine.AddVolume("data");

        var statuses = new List<int>();
        for (var turn = 0; turn < 5; turn++)
        {
            statuses.Add((int)(await Client.SendAsync(HttpMethod.Get, "/volumes/data")).Status);
        }

        Assert.Equal([200, 503, 503, 200, 200], statuses);
        Assert.Equal(2, script.Hits);
        Engine.Fail("*", "**", Fault.Status(500, "never")).Always().When(request => request.Path == "/info");
        Assert.Equal(HttpStatusCode.OK, (await Client.SendAsync(HttpMethod.Get, "/version")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.SendAsync(HttpMethod.Get, "/info")).Status);
        Engine.ClearFaults();
        Assert.Equal(HttpStatusCode.OK, (await Client.SendAsync(HttpMethod.Get, "/info")).Status);
    }

    [Fact]
    public async Task A_drop_gives_no_answer()
    {
        Engine.Fail("POST", "/volumes/create", Fault.Drop());

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.PostAsync("/volumes/create", """{"Name":"data"}"""));
        Assert.Empty(Engine.Volumes);
        Assert.Equal(HttpStatusCode.Created, (await Client.PostAsync("/volumes/create", """{"Name":"data"}""")).Status);
    }

    [Fact]
    public async Task A_drop_within_the_head_is_not_repeated_by_the_client()
    {
        await Client.GetAsync("/version");
        Engine.Fail("GET", "/info", Fault.DropInHead());

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetAsync("/info"));
        Assert.Single(Engine.RequestsTo("GET", "/info"));
    }

    [Fact]
    public async Task A_drop_within_the_body_leaves_a_part()
    {
        Engine.Fail("GET", "/info", Fault.DropAfter(20));
        using var response = await Client.Http.GetAsync("/info", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();

        var part = new byte[100];
        Assert.Equal(20, await body.ReadAtLeastAsync(part, 20));
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(part));
    }

    [Fact]
    public async Task A_drop_within_a_stream_leaves_a_part()
    {
        var container = Engine.AddContainer("web");
        container.Log("one\ntwo\n");
        Engine.Fail("GET", "/containers/web/logs", Fault.DropAfter(12));
        using var response = await Client.Http.GetAsync("/containers/web/logs?stdout=1&follow=1", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();

        var part = new byte[12];
        await body.ReadExactlyAsync(part);
        Assert.Equal("one\n", Frames.Split(part).Output);
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(part));
    }

    [Fact]
    public async Task A_drop_within_an_exec_leaves_a_part()
    {
        Engine.AddContainer("web");
        var exec = await Client.PostAsync("/containers/web/exec", """{"Cmd":["echo","hello"],"AttachStdout":true}""");
        Engine.Fail("POST", "/exec/*/start", Fault.DropAfter(11));
        var (stream, _) = await Client.UpgradeAsync($"/exec/{exec.Body!["Id"]}/start", "{}");
        await using (stream)
        {
            using var all = new MemoryStream();
            await stream.CopyToAsync(all);
            Assert.Equal("hel", System.Text.Encoding.UTF8.GetString(all.ToArray()[8..]));
        }
    }

    [Fact]
    public async Task A_drop_after_the_effect_leaves_the_effect()
    {
        Engine.Fail("POST", "/volumes/create", Fault.DropAfterEffect());

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.PostAsync("/volumes/create", """{"Name":"data"}"""));
        Assert.Equal("data", Assert.Single(Engine.Volumes).Name);
    }

    [Fact]
    public async Task A_hang_ends_when_the_client_leaves()
    {
        Engine.Fail("GET", "/info", Fault.Hang());
        using var stop = new CancellationTokenSource();
        var hanging = Client.Http.GetAsync("/info", stop.Token);
        var request = await Engine.WaitForRequestAsync("GET", "/info");
        Assert.Equal([request], Engine.OpenRequests);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        await Engine.WaitForQuietAsync();
        Assert.True(request.Aborted);
    }

    [Fact]
    public async Task A_hang_after_the_effect_leaves_the_effect()
    {
        Engine.Fail("POST", "/volumes/create", Fault.HangAfterEffect());
        using var stop = new CancellationTokenSource(200);
        using var body = new StringContent("""{"Name":"data"}""");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Http.PostAsync("/volumes/create", body, stop.Token));
        Assert.Single(Engine.Volumes);
    }

    [Fact]
    public async Task A_delay_and_the_latency_only_cost_time()
    {
        Engine.Latency = TimeSpan.FromMilliseconds(60);
        Engine.Fail("GET", "/version", Fault.Delay(TimeSpan.FromMilliseconds(60)));
        var watch = Stopwatch.StartNew();

        await Client.GetAsync("/version");
        Assert.True(watch.ElapsedMilliseconds >= 110, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Garbage_is_a_success_that_is_not_json()
    {
        Engine.Fail("GET", "/version", Fault.Garbage());

        using var response = await Client.Http.GetAsync("/version");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.Nodes.JsonNode.Parse(response.Content.ReadAsStringAsync().GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task Something_else_may_listen_there()
    {
        Engine.Fail("GET", "/version", Fault.NotHttp());

        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetAsync("/version"));
    }

    [Fact]
    public async Task A_callback_may_do_anything()
    {
        Engine.Fail("GET", "/version", Fault.Callback(async http =>
        {
            http.Response.StatusCode = 418;
            await http.Response.Body.WriteAsync("tea"u8.ToArray());
        }));
        Engine.Fail("GET", "/volumes/*", Fault.Before(() => Engine.AddVolume("late")));

        Assert.Equal(418, (int)(await Client.SendAsync(HttpMethod.Get, "/version")).Status);
        Assert.Equal("late", (string?)(await Client.GetAsync("/volumes/late"))["Name"]);
    }

    [Fact]
    public async Task A_recorded_answer_comes_first()
    {
        Engine.Respond("GET", "/version", """{"Version":"1"}""");
        Engine.Respond("GET", "/foo", """[1]""", 202);

        Assert.Equal("1", (string?)(await Client.GetAsync("/version"))["Version"]);
        Assert.Equal(HttpStatusCode.Accepted, (await Client.SendAsync(HttpMethod.Get, "/foo")).Status);
    }
}
