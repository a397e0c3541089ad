using System.Reflection;
using System.Runtime.Loader;

namespace DockerNet;

/// <summary>The private load context of the engine client and its dependencies, so that a module that carries another
/// Docker.DotNet can live beside this one.</summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    /// <summary>The one assembly that is looked for from outside this context.</summary>
    public const string EngineAssembly = "DockerNet.Engine";

    private readonly string _folder = Path.Combine(Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!, "Dependencies");

    private EngineLoadContext()
        : base("DockerNet")
    {
    }

    public static EngineLoadContext Instance { get; } = new();

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Models are shared with the scripts that use them.
        var shared = typeof(DockerNetException).Assembly;
        if (assemblyName.Name == shared.GetName().Name)
        {
            return shared;
        }

        var path = Path.Combine(_folder, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
