using System.Buffers.Binary;
using System.Text;

namespace DockerNet.FakeEngine.Tests;

/// <summary>Takes output apart that comes in frames.</summary>
internal static class Frames
{
    public static (string Output, string Error) Split(byte[] bytes)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        for (var position = 0; position < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(position + 4));
            (bytes[position] == 2 ? error : output).Append(Encoding.UTF8.GetString(bytes, position + 8, length));
            position += 8 + length;
        }

        return (output.ToString(), error.ToString());
    }

    public static async Task<(string Output, string Error)> ReadToEndAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return Split(all.ToArray());
    }
}
