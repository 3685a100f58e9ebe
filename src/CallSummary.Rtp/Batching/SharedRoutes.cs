using System.Buffers.Binary;
using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Batching;

/// <summary>
/// Whose a datagram on a shared port is: the leg whose peer negotiated the address it comes from. Where two legs have the same peer
/// address, the source that a leg has settled on decides; a packet that could be either's is nobody's, for a wrong guess would let one
/// call hear another. Used under the shard's lock.
/// </summary>
internal sealed class SharedRoutes
{
    private readonly Dictionary<SourceKey, MediaLeg> _one = [];
    private readonly Dictionary<SourceKey, List<MediaLeg>> _several = [];
    private readonly Dictionary<UInt128, List<MediaLeg>> _byAddress = [];

    /// <summary>Whether no leg has this peer yet.</summary>
    public bool IsFree(SourceKey source) => !_one.ContainsKey(source);

    public void Add(SourceKey source, MediaLeg leg)
    {
        if (_one.TryAdd(source, leg))
        {
            return;
        }

        if (!_several.TryGetValue(source, out var legs))
        {
            legs = [_one[source]];
            _several.Add(source, legs);
        }

        if (!legs.Contains(leg))
        {
            legs.Add(leg);
        }
    }

    public void Remove(SourceKey source, MediaLeg leg)
    {
        if (_several.TryGetValue(source, out var legs))
        {
            legs.Remove(leg);
            _one[source] = legs[0];
            if (legs.Count == 1)
            {
                _several.Remove(source);
            }
        }
        else if (_one.TryGetValue(source, out var only) && only == leg)
        {
            _one.Remove(source);
        }
    }

    /// <summary>The leg may learn another port of this address (RFC 4961: not every peer sends from where it receives).</summary>
    public void AddLearner(UInt128 address, MediaLeg leg)
    {
        if (!_byAddress.TryGetValue(address, out var legs))
        {
            legs = [];
            _byAddress.Add(address, legs);
        }

        legs.Add(leg);
    }

    public void RemoveLearner(UInt128 address, MediaLeg leg)
    {
        if (_byAddress.TryGetValue(address, out var legs) && legs.Remove(leg) && legs.Count == 0)
        {
            _byAddress.Remove(address);
        }
    }

    /// <summary>Finds the leg.</summary>
    /// <param name="source">Where the datagram came from.</param>
    /// <param name="datagram">Its SSRC decides between legs with one peer address.</param>
    /// <param name="isKnown">False when the leg has yet to learn this source.</param>
    public MediaLeg? Find(SourceKey source, ReadOnlySpan<byte> datagram, out bool isKnown)
    {
        isKnown = _one.TryGetValue(source, out var leg);
        if (leg is null)
        {
            return FindLearner(source);
        }

        return _several.Count > 0 && _several.TryGetValue(source, out var legs) ? FindBySource(legs, datagram) : leg;
    }

    private static MediaLeg? FindBySource(List<MediaLeg> legs, ReadOnlySpan<byte> datagram)
    {
        var at = RtpPacket.IsControl(datagram) ? 4 : 8;
        if (datagram.Length < at + 4)
        {
            return null;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[at..]);
        MediaLeg? unsettled = null;
        var count = 0;
        foreach (var leg in legs)
        {
            if (leg.SettledSsrc is not { } settled)
            {
                unsettled = leg;
                count++;
            }
            else if (settled == ssrc)
            {
                return leg;
            }
        }

        return count == 1 ? unsettled : null;
    }

    private MediaLeg? FindLearner(SourceKey source)
    {
        if (!_byAddress.TryGetValue(source.Address, out var legs))
        {
            return null;
        }

        MediaLeg? found = null;
        foreach (var leg in legs)
        {
            if (leg.SettledSsrc is null)
            {
                if (found is not null)
                {
                    return null;
                }

                found = leg;
            }
        }

        return found;
    }
}
