using System.Globalization;

namespace DockerNet.Tests;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("nginx", "nginx", null, null, "docker.io")]
    [InlineData("library/nginx:1.27", "library/nginx", "1.27", null, "docker.io")]
    [InlineData("localhost/x", "localhost/x", null, null, "localhost")]
    [InlineData("localhost:5000/x", "localhost:5000/x", null, null, "localhost:5000")]
    [InlineData("reg.example.com/a/b:t@sha256:12", "reg.example.com/a/b", "t", "sha256:12", "reg.example.com")]
    [InlineData("index.docker.io/a/b", "index.docker.io/a/b", null, null, "docker.io")]
    public void An_image_s_name_is_taken_apart(string text, string repository, string? tag, string? digest, string registry)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((repository, tag, digest, registry), (reference.Repository, reference.Tag, reference.Digest, reference.Registry));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("nginx:")]
    [InlineData("nginx@")]
    public void What_names_no_image_is_an_error(string text) =>
        Assert.Equal("InvalidImage", Assert.Throws<DockerNetException>(() => ImageReference.Parse(text)).ErrorId);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    public void A_moment_may_be_so_long_ago(string text, double seconds)
    {
        var before = DateTimeOffset.Now;

        var moment = new Moment(text).Time;

        Assert.InRange(moment, before.AddSeconds(-seconds), DateTimeOffset.Now.AddSeconds(-seconds));
    }

    [Theory]
    [InlineData("1700000000", "1700000000.000000000")]
    [InlineData("1700000000.5", "1700000000.500000000")]
    [InlineData("2023-11-14T22:13:20Z", "1700000000.000000000")]
    [InlineData("2023-11-14T22:13:20.1234567+00:00", "1700000000.123456700")]
    public void A_moment_may_be_a_date_or_seconds(string text, string unix) => Assert.Equal(unix, new Moment(text).ToUnixTime());

    [Fact]
    public void A_date_without_a_zone_is_local()
    {
        var local = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);

        Assert.Equal(new DateTimeOffset(local).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000000", new Moment(local).ToUnixTime());
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("10 x")]
    [InlineData("5m soon")]
    public void What_is_no_point_in_time_is_an_error(string text) =>
        Assert.Equal("InvalidTime", Assert.Throws<DockerNetException>(() => new Moment(text)).ErrorId);
}
