using System.Collections;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace DockerNet.Tests;

/// <summary>The package that the PowerShell Gallery takes, made as <c>build.ps1 Package</c> makes it.</summary>
public sealed class PackageTests : IDisposable
{
    /// <summary>What the gallery and the package format add to the module.</summary>
    private static readonly string[] OfThePackage = ["[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp", "DockerNet.nuspec", "icon.png", "README.md", "CHANGELOG.md"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-package-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_holds_the_module_whole_and_nothing_else_and_is_the_same_to_the_byte_when_made_again()
    {
        var (package, again) = (Pack("one"), Pack("two"));

        Assert.Equal(File.ReadAllBytes(package), File.ReadAllBytes(again));
        using var archive = ZipFile.OpenRead(package);
        var packed = archive.Entries.Select(entry => entry.FullName).Except(OfThePackage).Order(StringComparer.Ordinal);
        var staged = Path.Combine(ModuleSession.Root, "out", "DockerNet");
        Assert.Equal(Directory.GetFiles(staged, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(staged, file).Replace('\\', '/')).Order(StringComparer.Ordinal), packed);
    }

    [Fact]
    public void The_gallery_shows_what_the_manifest_says()
    {
        using var archive = ZipFile.OpenRead(Pack("one"));
        using var nuspec = archive.GetEntry("DockerNet.nuspec")!.Open();
        var shown = XDocument.Load(nuspec).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        using var session = new ModuleSession();
        var manifest = session.Run("& ([scriptblock]::Create($args[0]))", File.ReadAllText(Path.Combine(ModuleSession.Root, "DockerNet.psd1"))).Single<Hashtable>();
        var gallery = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;

        Assert.Equal([$"{manifest["ModuleVersion"]}-{gallery["Prerelease"]}".TrimEnd('-')], shown["version"]);
        Assert.Equal([manifest["Description"]], shown["description"]);
        Assert.Equal([gallery["ProjectUri"]], shown["projectUrl"]);
        Assert.Equal([gallery["ReleaseNotes"]], shown["releaseNotes"]);
        Assert.Equal(["MIT"], shown["license"]);
        Assert.NotNull(archive.GetEntry(shown["icon"].Single()));
        Assert.NotNull(archive.GetEntry(shown["readme"].Single()));
        var tags = shown["tags"].Single().Split(' ');
        Assert.All(((object[])gallery["Tags"]!).Cast<string>(), tag => Assert.Contains(tag, tags));
        Assert.Contains("PSModule", tags);
    }

    [Fact]
    public void What_is_unpacked_is_a_module_that_imports()
    {
        ZipFile.ExtractToDirectory(Pack("one"), Path.Combine(_folder.FullName, "unpacked"));

        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", $"""
            Remove-Module DockerNet -ErrorAction Ignore
            Import-Module '{Path.Combine(_folder.FullName, "unpacked", "DockerNet.psd1")}'
            (Get-Command New-DockerNetwork).Module.ModuleBase
            """);

        Assert.True(exitCode == 0, error);
        Assert.Equal(Path.Combine(_folder.FullName, "unpacked"), output.Trim());
    }

    /// <summary>Packs what this build made.</summary>
    private string Pack(string name)
    {
        var configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var folder = Path.Combine(_folder.FullName, name);
        var (exitCode, output, error) = ShellProcess.Execute("dotnet", "pack", "src/DockerNet", "--no-build", "--nologo", "--configuration", configuration, "--output", folder);
        Assert.True(exitCode == 0, output + error);
        return Assert.Single(Directory.GetFiles(folder, "*.nupkg"));
    }
}
