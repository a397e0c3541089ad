using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DockerNet.FakeEngine;

/// <summary>A subnet of a network, and which of its addresses are taken.</summary>
public sealed class FakeSubnet
{
    private readonly HashSet<UInt128> _taken = [];
    private UInt128 _cursor;

    internal FakeSubnet(IPNetwork prefix, IPNetwork? range, IPAddress? gateway, IReadOnlyDictionary<string, string> auxiliary, bool userDefined)
    {
        Prefix = prefix;
        Range = range;
        Auxiliary = auxiliary;
        IsUserDefined = userDefined;
        _cursor = First - 1;
        foreach (var address in auxiliary.Values)
        {
            _taken.Add(Number(IPAddress.Parse(address)));
        }

        if (gateway is null)
        {
            gateway = Take() ?? prefix.BaseAddress;
        }
        else
        {
            _taken.Add(Number(gateway));
        }

        Gateway = gateway;
    }

    public IPNetwork Prefix { get; }

    public IPNetwork? Range { get; }

    public IPAddress Gateway { get; }

    public IReadOnlyDictionary<string, string> Auxiliary { get; }

    /// <summary>The subnet was asked for, not picked from a pool.</summary>
    public bool IsUserDefined { get; }

    public bool IsV6 => Prefix.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;

    internal bool Overlaps(FakeSubnet other) => Overlaps(other.Prefix);

    internal bool Overlaps(IPNetwork other) =>
        other.BaseAddress.AddressFamily == Prefix.BaseAddress.AddressFamily
        && (Prefix.Contains(other.BaseAddress) || other.Contains(Prefix.BaseAddress));

    internal bool TryTake(IPAddress address) => _taken.Add(Number(address));

    /// <summary>The next free address; null when there is none.</summary>
    internal IPAddress? Take()
    {
        var size = Last - First + 1;
        for (UInt128 tried = 0; tried < size; tried++)
        {
            _cursor = _cursor >= Last || _cursor < First ? First : _cursor + 1;
            if (_taken.Add(_cursor))
            {
                return Address(_cursor);
            }
        }

        return null;
    }

    internal void Release(IPAddress address)
    {
        var number = Number(address);
        _taken.Remove(number);
        if (!IsV6 && number <= _cursor && number >= First)
        {
            // The engine hands the lowest free address out again.
            _cursor = number - 1;
        }
    }

    private IPNetwork Pool => Range ?? Prefix;

    private int Bits => IsV6 ? 128 : 32;

    private UInt128 First
    {
        get
        {
            var start = Number(Pool.BaseAddress);
            return start == Number(Prefix.BaseAddress) && Pool.PrefixLength < Bits - 1 ? start + 1 : start;
        }
    }

    private UInt128 Last
    {
        get
        {
            var size = Pool.PrefixLength == 0 ? UInt128.MaxValue : UInt128.One << (Bits - Pool.PrefixLength);
            var last = Number(Pool.BaseAddress) + size - 1;
            var broadcast = Number(Prefix.BaseAddress) + (Prefix.PrefixLength == 0 ? UInt128.MaxValue : UInt128.One << (Bits - Prefix.PrefixLength)) - 1;
            return !IsV6 && last == broadcast && Prefix.PrefixLength < 31 ? last - 1 : last;
        }
    }

    private static UInt128 Number(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private IPAddress Address(UInt128 number)
    {
        var bytes = new byte[IsV6 ? 16 : 4];
        if (IsV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        }

        return new IPAddress(bytes);
    }
}
