using DockerNet.Engine.Transport;

namespace DockerNet.Tests;

public sealed class EngineEndpointTests
{
    [Theory]
    [InlineData("unix:///var/run/docker.sock", "unix:///var/run/docker.sock", true)]
    [InlineData("/run/user/1000/docker.sock", "unix:///run/user/1000/docker.sock", true)]
    [InlineData("tcp://10.0.0.5:2375", "tcp://10.0.0.5:2375", false)]
    [InlineData("http://10.0.0.5:2375", "tcp://10.0.0.5:2375", false)]
    [InlineData("127.0.0.1:2375", "tcp://127.0.0.1:2375", true)]
    [InlineData("npipe:////./pipe/docker_engine", "npipe://./pipe/docker_engine", true)]
    [InlineData("ssh://me@host:22022", "ssh://me@host:22022", false)]
    public void An_endpoint_is_understood_as_docker_understands_it(string text, string name, bool local)
    {
        var endpoint = EngineEndpoint.Parse(text);

        Assert.Equal(name, endpoint.Name);
        Assert.Equal(local, endpoint.IsLocal);
    }

    [Theory]
    [InlineData("tcp://host", null, 2375)]
    [InlineData("tcp://host", "/certificates", 2376)]
    [InlineData("tcp://host:80", null, 80)]
    [InlineData("https://host:443", null, 443)]
    public void The_port_is_docker_s_own_where_none_is_given(string text, string? certificates, int port) =>
        Assert.Equal(port, EngineEndpoint.Parse(text, certificates).Port);

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("unix://")]
    [InlineData("tcp://")]
    public void What_no_engine_answers_at_is_refused(string text) =>
        Assert.Equal("InvalidEngine", Assert.Throws<DockerNetException>(() => EngineEndpoint.Parse(text)).ErrorId);

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        var refused = Assert.Throws<DockerNetException>(() => EngineEndpoint.Parse("ssh://me:secret@host:22022"));

        Assert.Equal("InvalidEngine", refused.ErrorId);
        Assert.Equal("ssh://me@host:22022", refused.Target);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ssh_gets_no_option_from_an_address() =>
        Assert.Equal(
            ["-l", "me", "-p", "22022", "--", "host", "docker", "system", "dial-stdio"],
            SshConnection.Arguments(new Uri("ssh://me@host:22022")));
}
