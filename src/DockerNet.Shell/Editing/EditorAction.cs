namespace DockerNet.Shell.Editing;

/// <summary>What a key means to the editor beyond changing the line.</summary>
internal enum EditorAction
{
    Edit,
    Enter,
    Cancel,
    EndOfInput,
    ClearScreen,
    Older,
    Newer,
    Complete,
}
