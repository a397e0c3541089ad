using System.Management.Automation;

namespace DockerNet;

/// <summary>Paths as a user gives them, relative and over PowerShell's drives, as paths of this machine.</summary>
internal static class HostPaths
{
    /// <summary>The files that a path or wildcard stands for; a path that does not exist is an error, a wildcard that fits nothing is none.</summary>
    public static IReadOnlyList<string> ExistingFiles(this PSCmdlet cmdlet, string path)
    {
        try
        {
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name is "FileSystem" ? [.. found] : throw new NotSupportedException($"'{path}' is no path of the file system.");
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            cmdlet.WriteError(new DockerNetException("PathNotFound", ErrorCategory.ObjectNotFound, e.Message, path, null, e).ErrorRecord);
            return [];
        }
    }

    /// <summary>A file or folder as Get-Item emits it, with what its view shows.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="fullPath">Its full path.</param>
    public static PSObject Item(this PSCmdlet cmdlet, string fullPath) =>
        cmdlet.InvokeProvider.Item.Get([$"Microsoft.PowerShell.Core\\FileSystem::{fullPath}"], force: true, literalPath: true)[0];

    /// <summary>The full path that a path stands for, whether there is something or not; a separator at its end stays.</summary>
    /// <exception cref="DockerNetException"><c>PathNotFound</c>.</exception>
    public static string FullPath(this PSCmdlet cmdlet, string path)
    {
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name is not "FileSystem")
            {
                throw new NotSupportedException($"'{path}' is no path of the file system.");
            }

            return path[^1] is '/' or '\\' && !Path.EndsInDirectorySeparator(full) ? full + Path.DirectorySeparatorChar : full;
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            throw new DockerNetException("PathNotFound", ErrorCategory.ObjectNotFound, e.Message, path, null, e);
        }
    }
}
