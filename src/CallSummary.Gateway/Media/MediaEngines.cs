using System.Net;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>Makes the media engine that the settings describe.</summary>
internal static class MediaEngines
{
    public static MediaEngine Create(GatewayOptions options, TimeProvider time) => new(
        new MediaEngineOptions
        {
            BindAddress = IPAddress.Parse(options.Media.Address),
            AdvertisedAddress = IPAddress.TryParse(options.AdvertisedAddress, out var advertised) ? advertised : null,

            // RTP ports are even (RFC 3550 section 11).
            FirstPort = options.Media.PortMin + (options.Media.PortMin % 2),
            LastPort = options.Media.PortMax,
            Transport = options.Media.Transport,
            Shards = options.Media.Shards,
            SharedPorts = options.Media.SharedPorts,
            MaxLegs = Math.Min(32_000, options.Limits.MaxCalls * 2),
        },
        time);
}
