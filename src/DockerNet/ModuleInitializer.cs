using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace DockerNet;

/// <summary>Makes the engine's assembly load in its own context when the module is imported.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ResolveEngine;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ResolveEngine;

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is EngineLoadContext.EngineAssembly ? EngineLoadContext.Instance.LoadFromAssemblyName(name) : null;
}
