using System.Text.RegularExpressions;

namespace DockerNet.Integration;

/// <summary>What the README promises works as it stands there.</summary>
[Collection(RealEngineCollection.Name)]
public sealed partial class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-readme-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_ten_recipes_work_in_their_order()
    {
        var readme = File.ReadAllText(Path.Combine(ModuleSession.Root, "README.md"));
        var recipes = Recipe().Matches(readme[readme.IndexOf("## Ten recipes", StringComparison.Ordinal)..readme.IndexOf("## Beside the others", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, recipes.Count);
        File.WriteAllText(Path.Combine(_folder.FullName, "index.html"), "<h1>hello</h1>");
        var script = Path.Combine(_folder.FullName, "recipes.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            $ExecutionContext.SessionState.Path.SetLocation('{{_folder.FullName}}')
            try {
            {{string.Join('\n', recipes)}}
            }
            finally {
                Get-Container web* | Remove-Container -Force
                Get-DockerNetwork my-net*, backend* | Remove-DockerNetwork
                Get-DockerVolume site*, cache* | Remove-DockerVolume
            }
            """);

        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-NonInteractive", "-File", script);

        Assert.True(exitCode == 0 && error.Length == 0, $"{output}\n{error}");
        Assert.Contains("site.tar.zst", output, StringComparison.Ordinal);
        Assert.Contains("docker run", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Recipe();
}
