namespace DockerNet.Engine;

/// <summary>The time before a piece of a log: RFC 3339 with up to nine digits of a second, and a blank.</summary>
internal static class LogTime
{
    private const int DigitsOfTicks = 7;

    /// <summary>Reads the time at the start of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="time">The time, local.</param>
    /// <param name="length">How many bytes it takes, with the blank.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out DateTime time, out int length)
    {
        (time, length) = (default, 0);
        if (line.Length < 21
            || !Number(line, 0, 4, '-', out var year)
            || !Number(line, 5, 2, '-', out var month)
            || !Number(line, 8, 2, 'T', out var day)
            || !Number(line, 11, 2, ':', out var hour)
            || !Number(line, 14, 2, ':', out var minute)
            || !Digits(line, 17, 2, out var second))
        {
            return false;
        }

        var (at, ticks, digits) = (19, 0L, 0);
        if (line[at] is (byte)'.')
        {
            for (at++; at < line.Length && line[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++)
            {
                ticks = digits < DigitsOfTicks ? (ticks * 10) + line[at] - '0' : ticks;
            }

            for (; digits < DigitsOfTicks; digits++)
            {
                ticks *= 10;
            }
        }

        var offset = 0;
        if (line.Length > at + 6 && line[at] is (byte)'+' or (byte)'-' && Number(line, at + 1, 2, ':', out var offsetHours) && Digits(line, at + 4, 2, out var offsetMinutes))
        {
            offset = (line[at] is (byte)'-' ? -1 : 1) * ((offsetHours * 60) + offsetMinutes);
            at += 6;
        }
        else if (at < line.Length && line[at] is (byte)'Z')
        {
            at++;
        }
        else
        {
            return false;
        }

        if (at >= line.Length || line[at] is not (byte)' ' || month is < 1 or > 12 || day < 1 || year < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks).AddMinutes(-offset).ToLocalTime();
        length = at + 1;
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> line, int start, int count, char end, out int number) =>
        Digits(line, start, count, out number) && line[start + count] == end;

    private static bool Digits(ReadOnlySpan<byte> line, int start, int count, out int number)
    {
        number = 0;
        foreach (var digit in line.Slice(start, count))
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
