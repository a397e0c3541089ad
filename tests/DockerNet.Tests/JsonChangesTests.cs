using System.Text.Json.Nodes;
using DockerNet.Engine;

namespace DockerNet.Tests;

public sealed class JsonChangesTests
{
    [Theory]
    // What did not change stays, whatever form it has.
    [InlineData("""{"a":"data:/x:rw"}""", """{"a":"data:/x"}""", """{"a":"data:/x"}""", """{"a":"data:/x:rw"}""")]
    [InlineData("""{"a":1,"other":2}""", """{"a":1}""", """{"a":3}""", """{"a":3,"other":2}""")]
    [InlineData("""{"a":1}""", """{"a":1}""", "{}", "{}")]
    [InlineData("""{"a":null}""", "{}", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    // Lists that are sets change by their items.
    [InlineData("""{"Env":["A=1","KEEP"]}""", """{"Env":["A=1"]}""", """{"Env":["A=2"]}""", """{"Env":["KEEP","A=2"]}""")]
    // The words of a command change as a whole.
    [InlineData("""{"Cmd":["sleep","1"]}""", """{"Cmd":["sleep","1"]}""", """{"Cmd":["1","sleep"]}""", """{"Cmd":["1","sleep"]}""")]
    [InlineData("""{"h":{"x":{},"80/tcp":[{"p":"1"}]}}""", """{"h":{"80/tcp":[{"p":"1"}]}}""", """{"h":{"81/tcp":[{"p":"2"}]}}""", """{"h":{"x":{},"81/tcp":[{"p":"2"}]}}""")]
    public void Only_what_changed_is_laid_over(string target, string before, string after, string expected)
    {
        var changed = Parse(target);

        JsonChanges.Apply(changed, Parse(before), Parse(after));

        Assert.True(JsonNode.DeepEquals(Parse(expected), changed), changed.ToJsonString());
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
