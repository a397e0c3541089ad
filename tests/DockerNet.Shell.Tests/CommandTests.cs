namespace DockerNet.Shell.Tests;

/// <summary>The everyday commands behave as the real ones, whether they are the real ones or the shell's stand-ins.</summary>
public sealed class CommandTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [Fact]
    public void Objects_can_be_selected_and_sorted() => Expect(
        """
        (Get-Sample | Select-Object Name, @{ Name = 'Twice'; Expression = { $_.Size * 2 } } | ForEach-Object { "$($_.Name)=$($_.Twice)" }) -join ' '
        (1..5 | Select-Object -First 2) -join ' '
        (1..5 | Select-Object -Last 2) -join ' '
        (1..5 | Select-Object -Skip 3) -join ' '
        Get-Sample | Select-Object -ExpandProperty Name
        (Get-Sample | Select-Object S*)[0].PSObject.Properties.Name
        (3, 1, 2 | Sort-Object) -join ' '
        (3, 1, 2 | Sort-Object -Descending) -join ' '
        (Get-Sample | Sort-Object Size).Name -join ' '
        ('b', 'A', 'c' | Sort-Object { $_ }) -join ' '
        """,
        "alpha=10 beta=8\n1 2\n4 5\n4 5\nalpha\nbeta\nSize\n1 2 3\n3 2 1\nbeta alpha\nA b c\n");

    [Fact]
    public void Select_Object_First_ends_a_source_that_never_ends() => Expect(
        "function Get-Endless { [CmdletBinding()] param() try { while ($true) { 'x' } } finally { [Console]::Out.WriteLine('ended') } }\nGet-Endless | Select-Object -First 1\n'next'",
        "x\nended\nnext\n",
        sorted: true);

    [Fact]
    public void The_streams_can_be_written_to() => Expect(
        """
        (Write-Output a b).Count
        (Write-Output -NoEnumerate 1, 2, 3).Count
        Write-Host 'no ' -NoNewline; Write-Host newline
        Write-Host 1 2
        try { Write-Error wrong -ErrorAction Stop } catch { "caught $($_.Exception.Message)" }
        Write-Information told -InformationAction Continue
        """,
        "2\n3\nno newline\n1 2\ncaught wrong\ntold\n");

    [Fact]
    public void Views_can_be_chosen() => Expect(
        """
        Get-Sample | Format-Table Size, Name
        Get-Sample | Select-Object -First 1 | Format-List
        """,
        "\nSize Name\n---- ----\n   5 alpha\n   4 beta\n\n\nName : alpha\nSize : 5\n\n");

    [Fact]
    public void Objects_can_be_piped_to_a_program_and_rendered_as_text() => Expect(
        """
        Get-Sample | grep beta
        (Get-Sample | Out-String).Trim().Split("`n").Count
        Get-Sample | Out-String -Stream | Where-Object { $_ -like 'alpha*' }
        cd /usr/bin; "$pwd"; cd ..; "$pwd"
        """,
        "beta     4\n4\nalpha    5\n/usr/bin\n/usr\n");

    private void Expect(string script, string output, bool sorted = false)
    {
        var outcome = sandbox.Run(sandbox.Write($"{Guid.NewGuid()}.ps1", script));

        Assert.Empty(outcome.Errors);
        Assert.Equal(Lines(output, sorted), Lines(outcome.Output, sorted));
    }

    private static string[] Lines(string text, bool sorted) => sorted ? [.. text.Split('\n').Order(StringComparer.Ordinal)] : text.Split('\n');
}
