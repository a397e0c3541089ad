namespace DockerNet.Shell;

/// <summary>The entry point: reads the command line, opens the session and returns its exit code.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // The engine reports imported modules to Microsoft unless told otherwise; this is not Microsoft's shell.
        if (Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT") is null)
        {
            Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        }

        SessionLanguage.TakeFromEnvironment();
        try
        {
            var commandLine = CommandLine.Parse(args);
            if (commandLine.Help)
            {
                Console.Out.WriteLine(CommandLine.Usage);
                return ExitCode.Success;
            }

            var module = ModuleLocation.Find(commandLine.Module);
            using var session = new ShellSession(commandLine.NonInteractive);
            session.Load(module);
            return new SessionRunner(session).Run(commandLine);
        }
        catch (UsageException usage)
        {
            Console.Error.WriteLine(usage.Message);
            return ExitCode.BadUsage;
        }
        catch (StartupException startup)
        {
            Console.Error.WriteLine(startup.Message);
            return ExitCode.StartupFailed;
        }
    }
}
