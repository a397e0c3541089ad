using System.Formats.Tar;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine.Tests;

public sealed class StorageTests() : EngineTests("nginx", "redis")
{
    [Fact]
    public async Task Volumes_are_made_found_and_removed()
    {
        var first = await Client.PostAsync("/volumes/create", """{"Name":"data","Labels":{"a":"b"}}""");
        var again = await Client.PostAsync("/volumes/create", """{"Name":"data"}""");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, again.Status));
        Assert.Equal("b", (string?)again.Body!["Labels"]!["a"]);
        await Client.CreateAsync("web", """{"Image":"nginx","HostConfig":{"Binds":["data:/data"]}}""");

        var busy = await Client.DeleteAsync("/volumes/data");
        Assert.Equal((HttpStatusCode.Conflict, $"remove data: volume is in use - [{Engine.Container("web").Id}]"), (busy.Status, busy.Message));
        var missing = await Client.SendAsync(HttpMethod.Get, "/volumes/nope");
        Assert.Equal((HttpStatusCode.NotFound, "get nope: no such volume"), (missing.Status, missing.Message));
        Assert.Contains("includes invalid characters for a local volume name", (await Client.PostAsync("/volumes/create", """{"Name":"a/b"}""")).Message, StringComparison.Ordinal);
        await Client.DeleteAsync("/containers/web");
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync("/volumes/data")).Status);
    }

    [Fact]
    public async Task Anonymous_volumes_go_with_the_container_or_by_prune()
    {
        var one = Engine.AddContainer("one", "redis", running: false);
        Engine.AddContainer("two", "redis", running: false);
        Engine.AddVolume("named");
        Assert.True(Engine.Volume(one.Mounts[0].Name).IsAnonymous);

        await Client.DeleteAsync("/containers/one?v=1");
        await Client.DeleteAsync("/containers/two");
        Assert.Equal(2, Engine.Volumes.Count);
        var pruned = await Client.PostAsync("/volumes/prune");
        Assert.Single(pruned.Body!["VolumesDeleted"]!.AsArray());
        var all = await Client.PostAsync("/volumes/prune?filters=" + Uri.EscapeDataString("""{"all":["true"]}"""));
        Assert.Equal("""["named"]""", all.Body!["VolumesDeleted"]!.ToJsonString());
    }

    [Fact]
    public async Task A_volume_starts_with_the_image_s_content_and_is_shared()
    {
        await Client.CreateAsync("one", """{"Image":"nginx","HostConfig":{"Mounts":[{"Type":"volume","Source":"site","Target":"/usr/share/nginx/html"}]}}""");
        await Client.CreateAsync("two", """{"Image":"nginx","HostConfig":{"VolumesFrom":["one:ro"]}}""");

        Assert.Equal("<h1>Welcome to nginx!</h1>\n", Engine.Volume("site").Files.ReadText("/index.html"));
        Assert.Equal(HttpStatusCode.OK, await Put("one", "/usr/share/nginx/html", ("sub/new.txt", "new")));
        Assert.Equal("new", (await Get("two", "/usr/share/nginx/html"))["html/sub/new.txt"]);
        Assert.Equal("new", Engine.Volume("site").Files.ReadText("sub/new.txt"));
        Assert.Equal(HttpStatusCode.BadRequest, await Put("two", "/usr/share/nginx/html", ("no.txt", "")));
        Assert.Empty(Engine.Container("one").Changes);
    }

    [Fact]
    public async Task Files_go_in_and_out()
    {
        Engine.AddContainer("web");
        Assert.Equal(HttpStatusCode.OK, await Put("web", "/tmp", ("a.txt", "A"), ("deep/b.txt", "B")));

        Assert.Equal("A", (await Get("web", "/tmp/a.txt"))["a.txt"]);
        Assert.Equal(["./", "./a.txt", "./deep/", "./deep/b.txt"], (await Get("web", "/tmp/.")).Keys.Order(StringComparer.Ordinal));
        using var head = await Client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/containers/web/archive?path=/tmp"));
        var stat = JsonNode.Parse(Convert.FromBase64String(head.Headers.GetValues("X-Docker-Container-Path-Stat").Single()))!;
        Assert.Equal("tmp", (string?)stat["name"]);
        Assert.NotEqual(0, (long)stat["mode"]! & (1L << 31));
        var missing = await Client.SendAsync(HttpMethod.Get, "/containers/web/archive?path=/nope");
        Assert.Equal((HttpStatusCode.NotFound, "Could not find the file /nope in container web"), (missing.Status, missing.Message));
        Assert.Equal(HttpStatusCode.BadRequest, await Put("web", "/tmp/a.txt", ("x", "")));
        Assert.Equal("""[{"Path":"/tmp","Kind":0},{"Path":"/tmp/a.txt","Kind":1},{"Path":"/tmp/deep","Kind":0},{"Path":"/tmp/deep/b.txt","Kind":1}]""", (await Client.GetAsync("/containers/web/changes")).ToJsonString());
    }

    [Fact]
    public async Task A_commit_takes_the_files_along()
    {
        Engine.AddContainer("web");
        await Put("web", "/tmp", ("a.txt", "A"));
        var commit = await Client.PostAsync("/commit?container=web&repo=snap&tag=v1", "{}");
        Assert.Equal(HttpStatusCode.Created, commit.Status);

        var again = Engine.AddContainer("again", "snap:v1");
        Assert.Equal("A", again.Files.ReadText("/tmp/a.txt"));
        Assert.Equal(Engine.Container("web").Config["Cmd"]!.ToJsonString(), again.Config["Cmd"]!.ToJsonString());
    }

    [Fact]
    public async Task Bind_mounts_are_checked()
    {
        Engine.HostPathExists = path => path != "/nope";
        var missing = await Client.PostAsync("/containers/create", """{"Image":"nginx","HostConfig":{"Mounts":[{"Type":"bind","Source":"/nope","Target":"/data"}]}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid mount config for type \"bind\": bind source path does not exist: /nope"), (missing.Status, missing.Message));
        Assert.Equal("invalid mode: zz", (await Client.PostAsync("/containers/create", """{"Image":"nginx","HostConfig":{"Binds":["/a:/b:zz"]}}""")).Message);
        Assert.Equal("Duplicate mount point: /b", (await Client.PostAsync("/containers/create", """{"Image":"nginx","HostConfig":{"Binds":["/a:/b","/c:/b"]}}""")).Message);
        await Client.CreateAsync("web", """{"Image":"nginx","HostConfig":{"Binds":["/srv/site:/site:ro"]}}""");
        Assert.Equal("""[{"Type":"bind","Source":"/srv/site","Destination":"/site","Mode":"ro","RW":false,"Propagation":"rprivate"}]""", (await Client.GetAsync("/containers/web/json"))["Mounts"]!.ToJsonString());
    }

    [Fact]
    public async Task A_pull_shows_progress_and_brings_the_image()
    {
        var lines = (await Pull("/images/create?fromImage=library/busybox&tag=1.36")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Pulling from library/busybox", lines[0], StringComparison.Ordinal);
        Assert.Equal("busybox:1.36", (string?)(await Client.GetAsync("/images/busybox:1.36/json"))["RepoTags"]![0]);

        Engine.OnPull = pull => pull.Image == "secret" ? PullScript.Denied("secret") : PullScript.Fail("unexpected EOF");
        var denied = await Client.PostAsync("/images/create?fromImage=secret&tag=latest");
        Assert.Equal((HttpStatusCode.NotFound, "pull access denied for secret, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"), (denied.Status, denied.Message));
        Assert.Contains("\"error\":\"unexpected EOF\"", await Pull("/images/create?fromImage=other&tag=latest"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.SendAsync(HttpMethod.Get, "/images/other/json")).Status);

        async Task<string> Pull(string path)
        {
            using var response = await Client.Http.PostAsync(path, null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Images_are_tagged_saved_loaded_and_removed()
    {
        await Client.PostAsync("/images/nginx/tag?repo=registry.test:5000/team/site&tag=v2");
        var archive = await Client.Http.GetByteArrayAsync("/images/registry.test:5000/team/site:v2/get");
        Engine.AddContainer("web", "nginx", running: false);

        Assert.Equal("""[{"Untagged":"nginx:latest"}]""", (await Client.DeleteAsync("/images/nginx")).Body!.ToJsonString());
        var used = await Client.DeleteAsync("/images/registry.test:5000/team/site:v2");
        Assert.Equal(HttpStatusCode.Conflict, used.Status);
        Assert.StartsWith("conflict: unable to remove repository reference \"registry.test:5000/team/site:v2\" (must force) - container", used.Message, StringComparison.Ordinal);
        await Client.DeleteAsync("/containers/web");
        await Client.DeleteAsync("/images/registry.test:5000/team/site:v2");
        Assert.Equal(HttpStatusCode.NotFound, (await Client.SendAsync(HttpMethod.Get, "/images/registry.test:5000/team/site:v2/json")).Status);

        using var body = new ByteArrayContent(archive);
        using var load = await Client.Http.PostAsync("/images/load", body);
        Assert.Contains("Loaded image: registry.test:5000/team/site:v2", await load.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(Engine.AddContainer("again", "registry.test:5000/team/site:v2").Files.Find("/etc/nginx/nginx.conf"));
    }

    [Fact]
    public async Task An_archive_becomes_an_image()
    {
        using var body = new ByteArrayContent(Tar(("hello.txt", "hi")));
        using var response = await Client.Http.PostAsync("/images/create?fromSrc=-&repo=scratchy&tag=1&changes=" + Uri.EscapeDataString("CMD [\"/run\"]"), body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        Assert.Equal("hi", Engine.AddContainer("it", "scratchy:1").Files.ReadText("/hello.txt"));
    }

    [Fact]
    public async Task Disk_usage_counts_volumes()
    {
        Engine.AddVolume("data").Files.WriteText("/a", "12345");
        Engine.AddContainer("db", "redis");

        var volumes = (await Client.GetAsync("/system/df"))["Volumes"]!.AsArray();
        Assert.Equal(5, (int?)volumes.Single(volume => (string?)volume!["Name"] == "data")!["UsageData"]!["Size"]);
        Assert.Equal(1, (int?)volumes.Single(volume => (string?)volume!["Name"] != "data")!["UsageData"]!["RefCount"]);
    }

    private async Task<HttpStatusCode> Put(string container, string path, params (string Name, string Text)[] files)
    {
        using var body = new ByteArrayContent(Tar(files));
        using var response = await Client.Http.PutAsync($"/containers/{container}/archive?path={path}", body);
        return response.StatusCode;
    }

    private async Task<Dictionary<string, string>> Get(string container, string path)
    {
        var files = new Dictionary<string, string>();
        using var reader = new TarReader(new MemoryStream(await Client.Http.GetByteArrayAsync($"/containers/{container}/archive?path={path}")));
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            files[entry.Name] = await text.ReadToEndAsync();
        }

        return files;
    }

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return archive.ToArray();
    }
}
