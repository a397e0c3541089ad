namespace DockerNet.Shell.Editing;

/// <summary>One walk up and down the history; what was being typed waits at its lower end.</summary>
internal sealed class HistoryRecall(IReadOnlyList<string> lines)
{
    private int _index = lines.Count;
    private string _typed = string.Empty;

    public string? Older(string current)
    {
        if (_index == 0)
        {
            return null;
        }

        if (_index == lines.Count)
        {
            _typed = current;
        }

        return lines[--_index];
    }

    public string? Newer()
    {
        if (_index >= lines.Count)
        {
            return null;
        }

        _index++;
        return _index == lines.Count ? _typed : lines[_index];
    }
}
