namespace DockerNet.Tests;

public sealed class PortMappingTests
{
    [Theory]
    [InlineData("80", null, null, "80", "tcp")]
    [InlineData("80/udp", null, null, "80", "udp")]
    [InlineData("80/TCP", null, null, "80", "tcp")]
    [InlineData("80/sctp", null, null, "80", "sctp")]
    [InlineData("8080:80", null, "8080", "80", "tcp")]
    [InlineData(":80", null, null, "80", "tcp")]
    [InlineData("0:80", null, null, "80", "tcp")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1", "8080", "80", "tcp")]
    [InlineData("127.0.0.1::80/udp", "127.0.0.1", null, "80", "udp")]
    [InlineData("[::1]:8080:80", "::1", "8080", "80", "tcp")]
    [InlineData("::1:8080:80", "::1", "8080", "80", "tcp")]
    [InlineData("[::]::80", "::", null, "80", "tcp")]
    [InlineData("[2001:db8::1]:8000-8002:80-82/udp", "2001:db8::1", "8000-8002", "80-82", "udp")]
    [InlineData("8000-8002:80-82", null, "8000-8002", "80-82", "tcp")]
    [InlineData("8000-8010:80", null, "8000-8010", "80", "tcp")]
    [InlineData("80-82", null, null, "80-82", "tcp")]
    [InlineData("published=8080,target=80", null, "8080", "80", "tcp")]
    [InlineData("target=80,published=8080,protocol=udp", null, "8080", "80", "udp")]
    [InlineData("target=80", null, null, "80", "tcp")]
    public void Every_form_of_publish_is_read(string text, string? address, string? host, string container, string protocol)
    {
        var mapping = new PortMapping(text);

        Assert.Equal(address, mapping.HostAddress);
        Assert.Equal(host, mapping.HostPort?.ToString());
        Assert.Equal(container, mapping.ContainerPort.ToString());
        Assert.Equal(protocol, mapping.Protocol);
        Assert.Null(mapping.Mode);
    }

    [Theory]
    [InlineData("80", "80")]
    [InlineData("80/tcp", "80")]
    [InlineData("0:80", "80")]
    [InlineData("8080:80/udp", "8080:80/udp")]
    [InlineData("127.0.0.1::80/udp", "127.0.0.1::80/udp")]
    [InlineData("::1:8080:80", "[::1]:8080:80")]
    [InlineData("[::1]::80", "[::1]::80")]
    [InlineData("8000-8010:80", "8000-8010:80")]
    [InlineData("80-80", "80")]
    [InlineData("published=8080,target=80,protocol=udp", "8080:80/udp")]
    [InlineData("target=80,mode=HOST,published=8080", "published=8080,target=80,protocol=tcp,mode=host")]
    [InlineData("target=80,mode=ingress", "target=80,protocol=tcp,mode=ingress")]
    public void A_mapping_prints_the_CLI_s_form_and_that_reads_back_to_the_same(string text, string printed)
    {
        var mapping = new PortMapping(text);

        Assert.Equal(printed, mapping.ToString());
        Assert.Equal(mapping, new PortMapping(printed));
    }

    [Theory]
    [InlineData("", "no port specified")]
    [InlineData("   ", "no port specified")]
    [InlineData("8080:", "no port specified")]
    [InlineData("/tcp", "no port specified")]
    [InlineData("published=80", "no port specified")]
    [InlineData("80a", "invalid containerPort: 80a")]
    [InlineData("0", "invalid containerPort: 0")]
    [InlineData("-1", "invalid containerPort: -1")]
    [InlineData("82-80", "invalid containerPort: 82-80")]
    [InlineData("8080:65536", "invalid containerPort: 65536")]
    [InlineData("abc:80", "invalid hostPort: abc")]
    [InlineData("70000:80", "invalid hostPort: 70000")]
    [InlineData("80/icmp", "invalid proto: icmp")]
    [InlineData("1.2.3:80:80", "invalid IP address: 1.2.3")]
    [InlineData("localhost:80:80", "invalid IP address: localhost")]
    [InlineData("01.2.3.4:80:80", "invalid IP address: 01.2.3.4")]
    [InlineData("[1.2.3.4]:80:80", "invalid IP address: [1.2.3.4]")]
    [InlineData("[fe80::1%eth0]:80:80", "invalid IP address: fe80::1%eth0")]
    [InlineData("8000-8010:80-82", "invalid ranges specified for container and host Ports: 80-82 and 8000-8010")]
    [InlineData("8000:80-82", "invalid ranges specified for container and host Ports: 80-82 and 8000")]
    [InlineData("target=80,foo=1", "invalid field key foo")]
    [InlineData("target=80,published", "should be name=value but got 'published'")]
    [InlineData("target=80,mode=nat", "invalid publish mode value: nat")]
    public void What_cannot_be_published_is_told_in_the_CLI_s_words(string text, string words)
    {
        var error = Assert.Throws<DockerNetException>(() => new PortMapping(text));

        Assert.Equal("InvalidPortMapping", error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Recommendation);
    }

    [Fact]
    public void A_range_expands_to_a_mapping_of_each_port()
    {
        Assert.Equal(["127.0.0.1:8000:80/udp", "127.0.0.1:8001:81/udp", "127.0.0.1:8002:82/udp"], new PortMapping("127.0.0.1:8000-8002:80-82/udp").Expand().Select(one => one.ToString()));
        Assert.Equal(["80", "81"], new PortMapping("80-81").Expand().Select(one => one.ToString()));
        Assert.Equal(["8000-8010:80"], new PortMapping("8000-8010:80").Expand().Select(one => one.ToString()));
    }

    [Fact]
    public void A_binding_gives_the_mapping_that_makes_it_again()
    {
        Assert.Equal("[::]:32768:80", new PortMapping(new PortBinding { ContainerPort = 80, HostAddress = "::", HostPort = 32768 }).ToString());
        Assert.Equal("53/udp", new PortMapping(new PortBinding { ContainerPort = 53, Protocol = "udp" }).ToString());
    }

    [Fact]
    public void Parts_set_one_by_one_are_checked_together()
    {
        var mapping = new PortMapping { ContainerPort = new(80, 82), HostPort = new(8000) };

        Assert.Equal("InvalidPortMapping", Assert.Throws<DockerNetException>(mapping.Validate).ErrorId);
    }

    [Theory]
    [InlineData("'8080:80'", "8080:80")]
    [InlineData("80", "80")]
    [InlineData("@{ HostPort = 8080; ContainerPort = 80 }", "8080:80")]
    [InlineData("@{ HostAddress = '::1'; HostPort = '8000-8001'; ContainerPort = '80-81'; Protocol = 'UDP' }", "[::1]:8000-8001:80-81/udp")]
    [InlineData("& { $table = [Collections.Generic.Dictionary[string, int]]::new(); $table.HostPort = 8080; $table.ContainerPort = 80; $table }", "8080:80")]
    [InlineData("@{ published = 8080; target = 80; mode = 'host' }", "published=8080,target=80,protocol=tcp,mode=host")]
    public void PowerShell_makes_mappings_of_text_numbers_and_hashtables(string given, string printed)
    {
        using var session = new ModuleSession();

        Assert.Equal(printed, Assert.Single(session.Run($"[DockerNet.PortMapping[]] $ports = {given}; $ports[0].ToString()").Succeeded().Output).ToString());
    }

    [Fact]
    public void A_wrong_field_is_told_with_the_names_that_a_hashtable_takes() => Assert.Contains(
        "known are ContainerPort, HostPort,",
        Assert.Throws<DockerNetException>(() => new PortMapping(new Dictionary<string, object> { ["Hst"] = 8080, ["ContainerPort"] = 80 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void PowerShell_tells_why_a_text_is_no_mapping()
    {
        using var session = new ModuleSession();

        Assert.Contains("invalid containerPort: 80a", session.Run("[DockerNet.PortMapping] '80a'").Errors[0].ToString(), StringComparison.Ordinal);
    }
}
