namespace CallSummary.Rtp.Transcoding;

/// <summary>Sends a packet.</summary>
internal delegate void TranscodedPacketHandler(in TranscodedPacket packet);
