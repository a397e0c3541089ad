using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class OldEngineMountTests : FakeEngineTest
{
    protected override FakeEngineOptions Options => new() { ApiVersion = "1.41", Images = ["nginx"] };

    [Theory]
    [InlineData("type=image,source=nginx,target=/x", "mounts of images")]
    [InlineData("type=volume,source=data,target=/x,volume-subpath=a", "folders of volumes")]
    public void What_an_old_engine_would_leave_out_silently_is_refused(string mount, string what)
    {
        var error = Session.Run($"New-Container nginx -Mount '{mount}'").Failed("NotSupportedByEngine");

        Assert.Contains(what, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.Containers);
    }
}
