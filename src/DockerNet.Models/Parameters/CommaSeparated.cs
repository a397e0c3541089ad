using System.Text;

namespace DockerNet;

/// <summary>Splits one line of comma-separated values as the docker CLI's long forms are read (RFC 4180: a field in double
/// quotes may hold commas, a doubled quote stands for one).</summary>
internal static class CommaSeparated
{
    /// <summary>The fields of a line.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] is '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(line[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    /// <summary>The line of these fields, quoted where one holds a comma or a quote.</summary>
    public static string Join(IEnumerable<string> fields) =>
        string.Join(',', fields.Select(field => field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
