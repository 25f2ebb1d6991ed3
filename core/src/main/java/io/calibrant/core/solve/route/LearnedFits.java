package io.calibrant.core.solve.route;

/// What every solver did on 440 random fits: written by `./calibrant bench router --ship`, not by
/// hand.
///
/// Problems of seeds from 3000000 on (module testkit, package routing), half made by the model that
/// is fitted, half by one it cannot match; format: [History#toText].
final class LearnedFits {
  static final String TABLE =
      """
      answers bates 33491045 239,213,0.0,0.0
      answers bates 33556581 74,70,0.0,0.0
      answers bates 4 313,283,0.0,0.0
      answers double-heston 33491557 193,155,0.0,0.0
      answers double-heston 33557093 85,76,0.0,0.0
      answers double-heston 4 278,231,0.0,0.0
      answers heston 33490277 216,216,0.0,0.0
      answers heston 33555813 99,99,0.0,0.0
      answers heston 33621350 10,10,0.0,0.0
      answers heston 33686886 35,35,0.0,0.0
      answers heston 4 315,315,0.0,0.0
      answers heston 7 45,45,0.0,0.0
      answers kou 135 92,87,0.0,0.0
      answers kou 33490277 126,122,0.0,0.0
      answers kou 33555813 84,75,0.0,0.0
      answers kou 33621349 9,9,0.0,0.0
      answers kou 33621350 2,2,0.0,0.0
      answers kou 33621478 12,9,0.0,0.0
      answers kou 33686885 1,1,0.0,0.0
      answers kou 33686886 16,16,0.0,0.0
      answers kou 33687014 68,66,0.0,0.0
      answers kou 33752550 7,7,0.0,0.0
      answers kou 33818086 5,5,0.0,0.0
      answers kou 4 220,207,0.0,0.0
      answers kou 7 18,18,0.0,0.0
      answers merton 135 51,46,0.0,0.0
      answers merton 33490021 146,136,0.0,0.0
      answers merton 33555557 79,77,0.0,0.0
      answers merton 33621093 8,7,0.0,0.0
      answers merton 33621094 5,5,0.0,0.0
      answers merton 33621222 4,4,0.0,0.0
      answers merton 33686629 2,2,0.0,0.0
      answers merton 33686630 54,49,0.0,0.0
      answers merton 33686758 17,16,0.0,0.0
      answers merton 33752166 5,5,0.0,0.0
      answers merton 33752294 20,16,0.0,0.0
      answers merton 33817830 10,10,0.0,0.0
      answers merton 4 235,222,0.0,0.0
      answers merton 7 64,59,0.0,0.0
      answers nig 135 5,5,0.0,0.0
      answers nig 33489765 144,144,0.0,0.0
      answers nig 33555301 111,111,0.0,0.0
      answers nig 33620837 4,4,0.0,0.0
      answers nig 33686373 1,1,0.0,0.0
      answers nig 33686374 60,60,0.0,0.0
      answers nig 33686502 2,2,0.0,0.0
      answers nig 33751910 25,25,0.0,0.0
      answers nig 33752038 3,3,0.0,0.0
      answers nig 4 260,260,0.0,0.0
      answers nig 7 85,85,0.0,0.0
      answers svcj 33491557 71,56,0.0,0.0
      answers svcj 33557093 9,8,0.0,0.0
      answers svcj 4 80,64,0.0,0.0
      answers vg 135 5,5,0.0,0.0
      answers vg 33489765 174,174,0.0,0.0
      answers vg 33555301 73,73,0.0,0.0
      answers vg 33620837 10,10,0.0,0.0
      answers vg 33686373 3,3,0.0,0.0
      answers vg 33686374 60,60,0.0,0.0
      answers vg 33751910 35,35,0.0,0.0
      answers vg 33752038 5,5,0.0,0.0
      answers vg 4 260,260,0.0,0.0
      answers vg 7 95,95,0.0,0.0
      fits * 0 440
      fits bates 1 60
      fits bates 2146 60
      fits bates 33556579 32
      fits bates 33622115 26
      fits bates 33687651 2
      fits double-heston 1 60
      fits double-heston 2658 60
      fits double-heston 33557091 26
      fits double-heston 33622627 25
      fits double-heston 33688163 8
      fits double-heston 33753699 1
      fits heston 1 60
      fits heston 1378 60
      fits heston 33555811 19
      fits heston 33621347 28
      fits heston 33686883 13
      fits kou 1 60
      fits kou 1378 60
      fits kou 33621347 13
      fits kou 33686883 39
      fits kou 33752419 8
      fits merton 1 60
      fits merton 1122 60
      fits merton 33621091 18
      fits merton 33686627 32
      fits merton 33752163 10
      fits nig 1 60
      fits nig 33555299 26
      fits nig 33620835 21
      fits nig 33686371 13
      fits nig 866 60
      fits svcj 1 20
      fits svcj 2658 20
      fits svcj 33557091 10
      fits svcj 33622627 7
      fits svcj 33688163 3
      fits vg 1 60
      fits vg 33620835 20
      fits vg 33686371 31
      fits vg 33751907 9
      fits vg 866 60
      runs * 0 lbfgs 440,409,2023.629,9967.172
      runs * 0 levenberg-marquardt 440,406,1444.575,5145.684
      runs * 0 levenberg-marquardt-accelerated 440,412,1721.627,7193.565
      runs * 0 multi-start 440,412,1713.199,7633.364
      runs * 0 nelder-mead 420,349,3111.636,23307.317
      runs * 0 trust-region 440,401,1455.374,5369.336
      runs bates 1 lbfgs 60,52,315.628,1678.571
      runs bates 1 levenberg-marquardt 60,56,215.582,797.887
      runs bates 1 levenberg-marquardt-accelerated 60,55,254.141,1102.596
      runs bates 1 multi-start 60,56,215.582,797.887
      runs bates 1 nelder-mead 60,45,491.074,4021.333
      runs bates 1 trust-region 60,50,219.487,845.889
      runs bates 2146 lbfgs 60,52,315.628,1678.571
      runs bates 2146 levenberg-marquardt 60,56,215.582,797.887
      runs bates 2146 levenberg-marquardt-accelerated 60,55,254.141,1102.596
      runs bates 2146 multi-start 60,56,215.582,797.887
      runs bates 2146 nelder-mead 60,45,491.074,4021.333
      runs bates 2146 trust-region 60,50,219.487,845.889
      runs bates 33556579 lbfgs 32,25,170.11,913.902
      runs bates 33556579 levenberg-marquardt 32,30,118.758,450.025
      runs bates 33556579 levenberg-marquardt-accelerated 32,30,139.892,621.708
      runs bates 33556579 multi-start 32,30,118.758,450.025
      runs bates 33556579 nelder-mead 32,23,262.662,2156.889
      runs bates 33556579 trust-region 32,27,122.696,487.793
      runs bates 33622115 lbfgs 26,25,135.802,717.456
      runs bates 33622115 levenberg-marquardt 26,24,90.561,328.231
      runs bates 33622115 levenberg-marquardt-accelerated 26,23,106.596,451.595
      runs bates 33622115 multi-start 26,24,90.561,328.231
      runs bates 33622115 nelder-mead 26,20,211.965,1729.181
      runs bates 33622115 trust-region 26,21,91.026,341.008
      runs bates 33687651 lbfgs 2,2,9.717,47.213
      runs bates 33687651 levenberg-marquardt 2,2,6.263,19.63
      runs bates 33687651 levenberg-marquardt-accelerated 2,2,7.653,29.293
      runs bates 33687651 multi-start 2,2,6.263,19.63
      runs bates 33687651 nelder-mead 2,2,16.447,135.263
      runs bates 33687651 trust-region 2,2,5.765,17.089
      runs double-heston 1 lbfgs 60,52,366.06,2245.456
      runs double-heston 1 levenberg-marquardt 60,49,257.255,1115.197
      runs double-heston 1 levenberg-marquardt-accelerated 60,50,301.121,1523.547
      runs double-heston 1 multi-start 60,49,257.255,1115.197
      runs double-heston 1 nelder-mead 60,16,497.648,4127.554
      runs double-heston 1 trust-region 60,45,270.173,1242.571
      runs double-heston 2658 lbfgs 60,52,366.06,2245.456
      runs double-heston 2658 levenberg-marquardt 60,49,257.255,1115.197
      runs double-heston 2658 levenberg-marquardt-accelerated 60,50,301.121,1523.547
      runs double-heston 2658 multi-start 60,49,257.255,1115.197
      runs double-heston 2658 nelder-mead 60,16,497.648,4127.554
      runs double-heston 2658 trust-region 60,45,270.173,1242.571
      runs double-heston 33557091 lbfgs 26,20,161.312,1005.626
      runs double-heston 33557091 levenberg-marquardt 26,21,116.281,524.142
      runs double-heston 33557091 levenberg-marquardt-accelerated 26,21,134.657,702.325
      runs double-heston 33557091 multi-start 26,21,116.281,524.142
      runs double-heston 33557091 nelder-mead 26,7,215.646,1788.581
      runs double-heston 33557091 trust-region 26,20,122.8,590.177
      runs double-heston 33622627 lbfgs 25,24,152.071,930.015
      runs double-heston 33622627 levenberg-marquardt 25,21,104.88,444.52
      runs double-heston 33622627 levenberg-marquardt-accelerated 25,22,122.961,609.84
      runs double-heston 33622627 multi-start 25,21,104.88,444.52
      runs double-heston 33622627 nelder-mead 25,9,207.355,1719.84
      runs double-heston 33622627 trust-region 25,18,110.866,503.131
      runs double-heston 33688163 lbfgs 8,7,46.595,272.821
      runs double-heston 33688163 levenberg-marquardt 8,6,31.725,127.444
      runs double-heston 33688163 levenberg-marquardt-accelerated 8,6,38.385,185.187
      runs double-heston 33688163 multi-start 8,6,31.725,127.444
      runs double-heston 33688163 nelder-mead 8,0,66.353,550.338
      runs double-heston 33688163 trust-region 8,6,32.287,131.459
      runs double-heston 33753699 lbfgs 1,1,6.082,36.993
      runs double-heston 33753699 levenberg-marquardt 1,1,4.369,19.092
      runs double-heston 33753699 levenberg-marquardt-accelerated 1,1,5.118,26.194
      runs double-heston 33753699 multi-start 1,1,4.369,19.092
      runs double-heston 33753699 nelder-mead 1,0,8.294,68.795
      runs double-heston 33753699 trust-region 1,1,4.22,17.804
      runs heston 1 lbfgs 60,60,224.22,849.096
      runs heston 1 levenberg-marquardt 60,60,147.274,376.44
      runs heston 1 levenberg-marquardt-accelerated 60,60,182.858,571.33
      runs heston 1 multi-start 60,60,175.386,605.173
      runs heston 1 nelder-mead 60,60,435.901,3172.516
      runs heston 1 trust-region 60,60,142.957,350.985
      runs heston 1378 lbfgs 60,60,224.22,849.096
      runs heston 1378 levenberg-marquardt 60,60,147.274,376.44
      runs heston 1378 levenberg-marquardt-accelerated 60,60,182.858,571.33
      runs heston 1378 multi-start 60,60,175.386,605.173
      runs heston 1378 nelder-mead 60,60,435.901,3172.516
      runs heston 1378 trust-region 60,60,142.957,350.985
      runs heston 33555811 lbfgs 19,19,74.483,299.09
      runs heston 33555811 levenberg-marquardt 19,19,49.791,139.675
      runs heston 33555811 levenberg-marquardt-accelerated 19,19,60.759,202.7
      runs heston 33555811 multi-start 19,19,49.791,139.675
      runs heston 33555811 nelder-mead 19,19,139.303,1023.936
      runs heston 33555811 trust-region 19,19,47.725,126.503
      runs heston 33621347 lbfgs 28,28,102.686,378.974
      runs heston 33621347 levenberg-marquardt 28,28,66.375,161.507
      runs heston 33621347 levenberg-marquardt-accelerated 28,28,84.316,257.847
      runs heston 33621347 multi-start 28,28,72.299,211.099
      runs heston 33621347 nelder-mead 28,28,203.174,1476.454
      runs heston 33621347 trust-region 28,28,65.677,156.709
      runs heston 33686883 lbfgs 13,13,47.052,171.032
      runs heston 33686883 levenberg-marquardt 13,13,31.108,75.258
      runs heston 33686883 levenberg-marquardt-accelerated 13,13,37.783,110.784
      runs heston 33686883 multi-start 13,13,53.296,254.399
      runs heston 33686883 nelder-mead 13,13,93.425,672.126
      runs heston 33686883 trust-region 13,13,29.555,67.773
      runs kou 1 lbfgs 60,56,311.55,1663.09
      runs kou 1 levenberg-marquardt 60,55,229.618,906.425
      runs kou 1 levenberg-marquardt-accelerated 60,56,267.987,1227.52
      runs kou 1 multi-start 60,57,283.595,1424.53
      runs kou 1 nelder-mead 60,56,478.386,3820.152
      runs kou 1 trust-region 60,58,226.298,895.161
      runs kou 1378 lbfgs 60,56,311.55,1663.09
      runs kou 1378 levenberg-marquardt 60,55,229.618,906.425
      runs kou 1378 levenberg-marquardt-accelerated 60,56,267.987,1227.52
      runs kou 1378 multi-start 60,57,283.595,1424.53
      runs kou 1378 nelder-mead 60,56,478.386,3820.152
      runs kou 1378 trust-region 60,58,226.298,895.161
      runs kou 33621347 lbfgs 13,12,63.456,320.099
      runs kou 33621347 levenberg-marquardt 13,13,48.734,189.508
      runs kou 33621347 levenberg-marquardt-accelerated 13,13,57.576,264.226
      runs kou 33621347 multi-start 13,13,50.477,206.578
      runs kou 33621347 nelder-mead 13,12,102.655,812.044
      runs kou 33621347 trust-region 13,12,50.894,212.435
      runs kou 33686883 lbfgs 39,37,208.975,1149.42
      runs kou 33686883 levenberg-marquardt 39,34,150.171,597.539
      runs kou 33686883 levenberg-marquardt-accelerated 39,35,174.264,798.744
      runs kou 33686883 multi-start 39,36,189.537,973.78
      runs kou 33686883 nelder-mead 39,37,311.851,2497.288
      runs kou 33686883 trust-region 39,38,146.998,578.53
      runs kou 33752419 lbfgs 8,7,39.118,193.571
      runs kou 33752419 levenberg-marquardt 8,8,30.713,119.378
      runs kou 33752419 levenberg-marquardt-accelerated 8,8,36.147,164.549
      runs kou 33752419 multi-start 8,8,43.581,244.171
      runs kou 33752419 nelder-mead 8,7,63.88,510.819
      runs kou 33752419 trust-region 8,8,28.406,104.197
      runs merton 1 lbfgs 60,54,259.194,1143.592
      runs merton 1 levenberg-marquardt 60,55,212.657,781.77
      runs merton 1 levenberg-marquardt-accelerated 60,55,247.563,1051.15
      runs merton 1 multi-start 60,57,265.76,1308.648
      runs merton 1 nelder-mead 60,55,429.116,3078.583
      runs merton 1 trust-region 60,56,218.257,856.591
      runs merton 1122 lbfgs 60,54,259.194,1143.592
      runs merton 1122 levenberg-marquardt 60,55,212.657,781.77
      runs merton 1122 levenberg-marquardt-accelerated 60,55,247.563,1051.15
      runs merton 1122 multi-start 60,57,265.76,1308.648
      runs merton 1122 nelder-mead 60,55,429.116,3078.583
      runs merton 1122 trust-region 60,56,218.257,856.591
      runs merton 33621091 lbfgs 18,14,72.785,297.426
      runs merton 33621091 levenberg-marquardt 18,16,56.998,185.384
      runs merton 33621091 levenberg-marquardt-accelerated 18,16,67.431,258.307
      runs merton 33621091 multi-start 18,17,63.616,249.055
      runs merton 33621091 nelder-mead 18,17,126.375,889.499
      runs merton 33621091 trust-region 18,16,57.598,195.656
      runs merton 33686627 lbfgs 32,30,138.15,608.222
      runs merton 33686627 levenberg-marquardt 32,29,117.845,449.365
      runs merton 33686627 levenberg-marquardt-accelerated 32,29,135.986,594.077
      runs merton 33686627 multi-start 32,30,148.058,755.016
      runs merton 33686627 nelder-mead 32,29,229.086,1645.434
      runs merton 33686627 trust-region 32,31,121.397,496.124
      runs merton 33752163 lbfgs 10,10,48.258,237.943
      runs merton 33752163 levenberg-marquardt 10,10,37.814,147.021
      runs merton 33752163 levenberg-marquardt-accelerated 10,10,44.146,198.765
      runs merton 33752163 multi-start 10,10,54.086,304.576
      runs merton 33752163 nelder-mead 10,9,73.655,543.65
      runs merton 33752163 trust-region 10,9,39.262,164.811
      runs nig 1 lbfgs 60,60,227.657,920.971
      runs nig 1 levenberg-marquardt 60,57,147.797,396.345
      runs nig 1 levenberg-marquardt-accelerated 60,60,184.766,610.003
      runs nig 1 multi-start 60,59,222.05,1130.653
      runs nig 1 nelder-mead 60,57,403.41,2725.144
      runs nig 1 trust-region 60,57,144.801,389.131
      runs nig 33555299 lbfgs 26,26,89.006,306.578
      runs nig 33555299 levenberg-marquardt 26,26,54.491,116.36
      runs nig 33555299 levenberg-marquardt-accelerated 26,26,71.465,199.306
      runs nig 33555299 multi-start 26,26,62.66,188.465
      runs nig 33555299 nelder-mead 26,26,172.593,1147.341
      runs nig 33555299 trust-region 26,26,53.249,110.767
      runs nig 33620835 lbfgs 21,21,84.358,371.113
      runs nig 33620835 levenberg-marquardt 21,19,54.963,161.372
      runs nig 33620835 levenberg-marquardt-accelerated 21,21,68.659,248.997
      runs nig 33620835 multi-start 21,20,86.527,476.337
      runs nig 33620835 nelder-mead 21,19,142.947,979.604
      runs nig 33620835 trust-region 21,19,55.467,167.421
      runs nig 33686371 lbfgs 13,13,54.294,243.28
      runs nig 33686371 levenberg-marquardt 13,12,38.343,118.612
      runs nig 33686371 levenberg-marquardt-accelerated 13,13,44.642,161.699
      runs nig 33686371 multi-start 13,13,72.863,465.852
      runs nig 33686371 nelder-mead 13,12,87.87,598.199
      runs nig 33686371 trust-region 13,12,36.085,110.943
      runs nig 866 lbfgs 60,60,227.657,920.971
      runs nig 866 levenberg-marquardt 60,57,147.797,396.345
      runs nig 866 levenberg-marquardt-accelerated 60,60,184.766,610.003
      runs nig 866 multi-start 60,59,222.05,1130.653
      runs nig 866 nelder-mead 60,57,403.41,2725.144
      runs nig 866 trust-region 60,57,144.801,389.131
      runs svcj 1 lbfgs 20,15,130.952,865.711
      runs svcj 1 levenberg-marquardt 20,14,90.885,415.805
      runs svcj 1 levenberg-marquardt-accelerated 20,16,106.363,571.264
      runs svcj 1 multi-start 20,14,90.885,415.805
      runs svcj 1 trust-region 20,15,95.239,461.889
      runs svcj 2658 lbfgs 20,15,130.952,865.711
      runs svcj 2658 levenberg-marquardt 20,14,90.885,415.805
      runs svcj 2658 levenberg-marquardt-accelerated 20,16,106.363,571.264
      runs svcj 2658 multi-start 20,14,90.885,415.805
      runs svcj 2658 trust-region 20,15,95.239,461.889
      runs svcj 33557091 lbfgs 10,8,62.728,397.814
      runs svcj 33557091 levenberg-marquardt 10,8,46.038,212.575
      runs svcj 33557091 levenberg-marquardt-accelerated 10,9,53.956,292.699
      runs svcj 33557091 multi-start 10,8,46.038,212.575
      runs svcj 33557091 trust-region 10,8,49.032,243.841
      runs svcj 33622627 lbfgs 7,5,48.463,337.363
      runs svcj 33622627 levenberg-marquardt 7,4,32.846,154.794
      runs svcj 33622627 levenberg-marquardt-accelerated 7,5,37.911,207.939
      runs svcj 33622627 multi-start 7,4,32.846,154.794
      runs svcj 33622627 trust-region 7,5,31.847,148.236
      runs svcj 33688163 lbfgs 3,2,19.761,130.533
      runs svcj 33688163 levenberg-marquardt 3,2,12.002,48.436
      runs svcj 33688163 levenberg-marquardt-accelerated 3,2,14.495,70.626
      runs svcj 33688163 multi-start 3,2,12.002,48.436
      runs svcj 33688163 trust-region 3,2,14.361,69.812
      runs vg 1 lbfgs 60,60,188.369,600.686
      runs vg 1 levenberg-marquardt 60,60,143.505,355.815
      runs vg 1 levenberg-marquardt-accelerated 60,60,176.827,536.156
      runs vg 1 multi-start 60,60,202.684,835.471
      runs vg 1 nelder-mead 60,60,376.101,2362.035
      runs vg 1 trust-region 60,60,138.162,327.118
      runs vg 33620835 lbfgs 20,20,59.705,181.001
      runs vg 33620835 levenberg-marquardt 20,20,45.696,106.585
      runs vg 33620835 levenberg-marquardt-accelerated 20,20,56.93,165.343
      runs vg 33620835 multi-start 20,20,54.538,178.997
      runs vg 33620835 nelder-mead 20,20,124.334,774.389
      runs vg 33620835 trust-region 20,20,43.934,98.515
      runs vg 33686371 lbfgs 31,31,98.204,315.909
      runs vg 33686371 levenberg-marquardt 31,31,75.019,190.68
      runs vg 33686371 levenberg-marquardt-accelerated 31,31,92.48,285.563
      runs vg 33686371 multi-start 31,31,107.331,453.214
      runs vg 33686371 nelder-mead 31,31,193.867,1214.99
      runs vg 33686371 trust-region 31,31,72.024,171.894
      runs vg 33751907 lbfgs 9,9,30.46,103.777
      runs vg 33751907 levenberg-marquardt 9,9,22.79,58.549
      runs vg 33751907 levenberg-marquardt-accelerated 9,9,27.418,85.25
      runs vg 33751907 multi-start 9,9,40.814,203.261
      runs vg 33751907 nelder-mead 9,9,57.9,372.656
      runs vg 33751907 trust-region 9,9,22.204,56.709
      runs vg 866 lbfgs 60,60,188.369,600.686
      runs vg 866 levenberg-marquardt 60,60,143.505,355.815
      runs vg 866 levenberg-marquardt-accelerated 60,60,176.827,536.156
      runs vg 866 multi-start 60,60,202.684,835.471
      runs vg 866 nelder-mead 60,60,376.101,2362.035
      runs vg 866 trust-region 60,60,138.162,327.118
      """;

  private LearnedFits() {}
}
