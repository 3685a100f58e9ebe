namespace CallSummary.Audio.Codecs.Amr;

/// <summary>
/// The payloads of RFC 4867, sections 4.3 (bandwidth-efficient) and 4.4 (octet-aligned), without CRC, interleaving and sorting, which
/// SDP refuses. Frames go in and out as in the storage format of section 5.3: an octet with type and quality, then the speech bits.
/// </summary>
internal static class AmrPayload
{
    /// <summary>Frames in a payload at most: 200 ms. A table of contents alone could otherwise claim minutes.</summary>
    public const int MaxFrames = 10;

    /// <summary>Octets of the largest stored frame: AMR-WB 23.85 kbit/s.</summary>
    public const int MaxStored = 61;

    /// <summary>The mode that the sender asks for; <see cref="AmrFormat.NoRequest"/> for none.</summary>
    public static int RequestIn(ReadOnlySpan<byte> payload) => payload.IsEmpty ? AmrFormat.NoRequest : payload[0] >> 4;

    /// <summary>Number of frames; 0 when it is no such payload.</summary>
    public static int FramesIn(AmrFormat format, ReadOnlySpan<byte> payload)
    {
        Span<AmrFrame> frames = stackalloc AmrFrame[MaxFrames];
        return Read(format, payload, frames);
    }

    /// <summary>Reads the table of contents and finds the frames.</summary>
    /// <returns>Number of frames; 0 when it is no such payload: unknown types, too many frames, fewer bits than promised.</returns>
    public static int Read(AmrFormat format, ReadOnlySpan<byte> payload, Span<AmrFrame> frames)
    {
        var (position, entry, count) = format.IsAligned ? (8, 8, 0) : (4, 6, 0);
        bool more;
        do
        {
            if (count == MaxFrames || position + entry > payload.Length * 8)
            {
                return 0;
            }

            var bits = BitsAt(payload, position, 6);
            frames[count++] = new AmrFrame((bits >> 1) & 15, (bits & 1) != 0, 0);
            more = (bits & 32) != 0;
            position += entry;
        }
        while (more);
        for (var i = 0; i < count; i++)
        {
            var length = format.Bits(frames[i].Type);
            if (length < 0 || position + length > payload.Length * 8)
            {
                return 0;
            }

            frames[i] = frames[i] with { FirstBit = position };
            position += format.IsAligned ? (length + 7) / 8 * 8 : length;
        }

        return count;
    }

    /// <summary>Takes one frame out.</summary>
    /// <param name="format">The payload's format.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="frame">Of <see cref="Read"/>.</param>
    /// <param name="stored">Room for <see cref="MaxStored"/> octets.</param>
    /// <returns>Octets written.</returns>
    public static int Take(AmrFormat format, ReadOnlySpan<byte> payload, AmrFrame frame, Span<byte> stored)
    {
        var length = format.Bits(frame.Type);
        stored[0] = (byte)((frame.Type << 3) | (frame.IsGood ? 4 : 0));
        CopyBits(payload, frame.FirstBit, stored[1..], 0, length);
        return 1 + ((length + 7) / 8);
    }

    /// <summary>Makes a payload.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="request">The mode asked of the peer; <see cref="AmrFormat.NoRequest"/> for none.</param>
    /// <param name="stored">The frames one behind the other, as stored: 1 to <see cref="MaxFrames"/>.</param>
    /// <param name="payload">Room for the payload.</param>
    /// <returns>Octets written.</returns>
    public static int Write(AmrFormat format, int request, ReadOnlySpan<byte> stored, Span<byte> payload)
    {
        payload.Clear();
        payload[0] = (byte)(request << 4);
        var (entry, position) = format.IsAligned ? (8, 8) : (6, 4);
        for (var rest = stored; !rest.IsEmpty;)
        {
            var next = rest[Octets(format, rest)..];
            PutBits(payload, position, ((next.IsEmpty ? 0 : 32) | ((rest[0] >> 2) & 31)) << 2);
            position += entry;
            rest = next;
        }

        for (var rest = stored; !rest.IsEmpty; rest = rest[Octets(format, rest)..])
        {
            var length = format.Bits((rest[0] >> 3) & 15);
            CopyBits(rest[1..], 0, payload, position, length);
            position += format.IsAligned ? (length + 7) / 8 * 8 : length;
        }

        return (position + 7) / 8;
    }

    /// <summary>The same frames in the other packing, with their qualities and the mode request.</summary>
    /// <param name="from">The payload's packing.</param>
    /// <param name="to">The packing wanted, of the same codec.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="repacked">Room for the new one.</param>
    /// <returns>Octets written; 0 when it is no such payload.</returns>
    public static int Repack(AmrFormat from, AmrFormat to, ReadOnlySpan<byte> payload, Span<byte> repacked)
    {
        Span<AmrFrame> frames = stackalloc AmrFrame[MaxFrames];
        Span<byte> stored = stackalloc byte[MaxFrames * MaxStored];
        var count = Read(from, payload, frames);
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            length += Take(from, payload, frames[i], stored[length..]);
        }

        return count == 0 ? 0 : Write(to, RequestIn(payload), stored[..length], repacked);
    }

    /// <summary>Octets of the stored frame at the front.</summary>
    private static int Octets(AmrFormat format, ReadOnlySpan<byte> stored) => 1 + ((format.Bits((stored[0] >> 3) & 15) + 7) / 8);

    private static int BitsAt(ReadOnlySpan<byte> bytes, int position, int count)
    {
        var pair = (bytes[position / 8] << 8) | (position / 8 + 1 < bytes.Length ? bytes[(position / 8) + 1] : 0);
        return (pair >> (16 - (position % 8) - count)) & ((1 << count) - 1);
    }

    // Eight bits whose place need not be that of an octet; the rest of the target is still clear.
    private static void PutBits(Span<byte> bytes, int position, int octet)
    {
        var pair = octet << (8 - (position % 8));
        bytes[position / 8] |= (byte)(pair >> 8);
        if ((byte)pair != 0)
        {
            bytes[(position / 8) + 1] |= (byte)pair;
        }
    }

    private static void CopyBits(ReadOnlySpan<byte> from, int fromBit, Span<byte> to, int toBit, int count)
    {
        to[(toBit / 8 + (toBit % 8 == 0 ? 0 : 1))..((toBit + count + 7) / 8)].Clear();
        for (; count > 0; count -= 8, fromBit += 8, toBit += 8)
        {
            var keep = Math.Min(count, 8);
            PutBits(to, toBit, BitsAt(from, fromBit, keep) << (8 - keep));
        }
    }
}
