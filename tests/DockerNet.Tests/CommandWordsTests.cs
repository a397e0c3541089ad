namespace DockerNet.Tests;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("ping -c 1 pc02", new[] { "ping", "-c", "1", "pc02" })]
    [InlineData("  sleep   1d ", new[] { "sleep", "1d" })]
    [InlineData("sh -c \"while true; do echo 'ni hao'; done\"", new[] { "sh", "-c", "while true; do echo 'ni hao'; done" })]
    [InlineData("echo 'a\"b' \"c\\\"d\" e\\ f ''", new[] { "echo", "a\"b", "c\"d", "e f", "" })]
    [InlineData("echo '\\n' \"\\n\"", new[] { "echo", "\\n", "\\n" })]
    public void One_string_is_split_as_a_shell_splits_it(string command, string[] words) =>
        Assert.Equal(words, CommandWords.Of([command]));

    [Fact]
    public void Several_strings_are_taken_as_they_are() =>
        Assert.Equal(["sh", "-c", "echo 'a b'"], CommandWords.Of(["sh", "-c", "echo 'a b'"]));

    [Fact]
    public void One_word_is_one_word_whatever_it_holds() =>
        Assert.Equal(["it's"], CommandWords.Of(["it's"]));

    [Theory]
    [InlineData("echo 'a b")]
    [InlineData("echo \"a b")]
    public void A_quote_that_is_not_closed_is_refused(string command) =>
        Assert.Equal("InvalidCommand", Assert.Throws<DockerNetException>(() => CommandWords.Of([command])).ErrorId);
}
